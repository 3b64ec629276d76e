import { gunzipSync } from 'node:zlib';
import { isKnown } from './entity-tag.ts';
import { NO_SNIFFING, type Response } from './responses.ts';

/** A file that a function has in its bundle: its gzip in base64, and a digest of its contents. */
export type BundledFile = { type: string; gzip: string; digest: string };

/** Headers of the request that the answer depends on. */
type FileRequest = { 'accept-encoding'?: string | undefined; 'if-none-match'?: string | undefined };

const ONE_YEAR_S = 31_536_000;

const takesGzip = (acceptEncoding = ''): boolean => /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(acceptEncoding);

/**
 * 200 with a file, compressed for whoever takes that (an HTTP API compresses nothing); 304 when the client has it. The
 * tag is another one for each encoding, as strong tags must be. @param version the digest in the request's URL: when it
 * is that of the file, the answer may be kept for ever
 */
export const file = (
  { type, gzip, digest }: BundledFile,
  request: FileRequest,
  version: string | undefined,
  headers: Record<string, string> = {},
): Response => {
  const compressed = takesGzip(request['accept-encoding']);
  const etag = `"${digest}${compressed ? '-gzip' : ''}"`;
  const always = {
    ...headers,
    etag,
    vary: 'accept-encoding',
    'cache-control': version === digest ? `public, max-age=${ONE_YEAR_S}, immutable` : 'no-cache',
    ...NO_SNIFFING,
  };
  if (isKnown(request['if-none-match'], etag)) return { statusCode: 304, headers: always };
  return {
    statusCode: 200,
    headers: { ...always, 'content-type': type, ...(compressed && { 'content-encoding': 'gzip' }) },
    body: compressed ? gzip : gunzipSync(Buffer.from(gzip, 'base64')).toString('utf8'),
    isBase64Encoded: compressed,
  };
};
