import type { IncomingHttpHeaders } from 'node:http';
import { type Protocol, protocolOf } from './protocol.ts';
import type { ServiceResponse } from './service.ts';

/** What is refused before any service is asked, and what fails without a service's own word for it. */
export type RefusalReason = 'access-denied' | 'internal-failure' | 'too-large' | 'unknown-operation' | 'unsigned';

/** A code and its HTTP status. */
type Code = [name: string, status: number];

/**
 * The errors that are common to all of AWS's services: as JSON has them, and as XML does.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
const CODES: Record<RefusalReason, { json: Code; xml: Code }> = {
  'access-denied': { json: ['AccessDeniedException', 403], xml: ['AccessDenied', 403] },
  'internal-failure': { json: ['InternalFailure', 500], xml: ['InternalFailure', 500] },
  'too-large': { json: ['RequestEntityTooLargeException', 413], xml: ['RequestEntityTooLarge', 413] },
  'unknown-operation': { json: ['UnknownOperationException', 404], xml: ['InvalidAction', 400] },
  unsigned: { json: ['MissingAuthenticationTokenException', 403], xml: ['MissingAuthenticationToken', 403] },
};

/** The answer to a request that is refused, in the protocol that its client reads. */
export const refusal = (headers: IncomingHttpHeaders, reason: RefusalReason, message: string): ServiceResponse => {
  const protocol = protocolOf(headers);
  const { json, xml } = CODES[reason];
  if (isXml(protocol)) {
    const [code, status] = xml;
    return { status, headers: { 'content-type': 'text/xml' }, body: XML[protocol](code, message) };
  }
  const [code, status] = json;
  const error = { __type: code, message };
  return {
    status,
    headers: {
      ...HEADERS[protocol],
      'x-amzn-errortype': code,
      // Clients of a service that had the query protocol once say so, and give its codes.
      ...(headers['x-amzn-query-mode'] && {
        'x-amzn-query-error': `${xml[0]};${status < 500 ? 'Sender' : 'Receiver'}`,
      }),
    },
    body: protocol === 'cbor' ? cbor(error) : JSON.stringify(error),
  };
};

const XML = {
  ec2: (code: string, message: string) =>
    `<Response><Errors><Error>${details(code, message)}</Error></Errors></Response>`,
  query: (code: string, message: string) =>
    `<ErrorResponse><Error><Type>Sender</Type>${details(code, message)}</Error></ErrorResponse>`,
  'rest-xml': (code: string, message: string) => `<Error>${details(code, message)}</Error>`,
};

const isXml = (protocol: Protocol): protocol is keyof typeof XML => protocol in XML;

const details = (code: string, message: string): string =>
  `<Code>${code}</Code><Message>${message.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</Message>`;

const HEADERS: Record<Exclude<Protocol, keyof typeof XML>, Record<string, string>> = {
  cbor: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
  json: { 'content-type': 'application/x-amz-json-1.0' },
  'rest-json': { 'content-type': 'application/json' },
};

/** A map of a few texts, each of at most 65,535 bytes (RFC 8949, section 3.1). */
const cbor = (map: Record<string, string>): Buffer => {
  const texts = Object.entries(map).flat();
  return Buffer.concat([Buffer.of(0xa0 + texts.length / 2), ...texts.map(cborText)]);
};

const cborText = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  const head = Buffer.of(0x79, 0, 0);
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
};
