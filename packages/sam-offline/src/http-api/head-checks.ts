import type { IncomingMessage } from 'node:http';
import type { OwnAnswer } from './response.ts';

/**
 * What is wrong with the head of a request that Node's parser let through; undefined when it is sound. Nothing may be
 * carried out whose Host or length another reader on the way could take for something else.
 * Host: RFC 9112, section 3.2. Transfer-Encoding: section 6.1. Expect: RFC 9110, section 10.1.1.
 */
export const headFault = ({ headers, rawHeaders, httpVersion }: IncomingMessage): OwnAnswer | undefined => {
  const hosts = rawHeaders.filter((name, place) => place % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return 'badRequest';
  if ((headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked') return 'badRequest';
  return (headers.expect ?? '100-continue').toLowerCase() === '100-continue' ? undefined : 'expectationFailed';
};
