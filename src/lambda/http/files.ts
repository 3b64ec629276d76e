import { gunzipSync } from 'node:zlib';
import { isKnown } from './entity-tag.ts';
import { NO_SNIFFING, type Response } from './responses.ts';

/** A file in the bundle of a function: its gzip in base64, and a digest of its content. */
export type BundledFile = { type: string; gzip: string; digest: string };

/** The request headers that the answer depends on. */
type FileRequest = { 'accept-encoding'?: string | undefined; 'if-none-match'?: string | undefined };

const ONE_YEAR_S = 31_536_000;

const takesGzip = (acceptEncoding = ''): boolean => /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(acceptEncoding);

/**
 * 200 with a file, compressed if the client accepts gzip (an HTTP API compresses nothing); 304 if the client has the
 * file. Each encoding has its own tag, as strong tags require.
 * @param version the digest in the request's URL: if it is that of the file, the answer may be cached forever
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
