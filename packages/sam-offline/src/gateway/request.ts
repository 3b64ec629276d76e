import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A request as it came over the wire, taken apart. */
export type GatewayRequest = {
  /** Unique, in the form that API Gateway's have: `JKJaXmPLvHcESHA=`. */
  requestId: string;
  method: string;
  /** As sent, still percent-encoded. */
  encodedPath: string;
  /** As sent, without the question mark; empty when there is none. */
  rawQueryString: string;
  /** Names in lower case, values of a repeated one joined by commas; no cookies, nothing that is about the connection. */
  headers: Record<string, string>;
  cookies: string[];
  protocol: string;
  sourceIp: string;
  /** Epoch milliseconds */
  received: number;
  /** Bytes of the request line and the headers. */
  headBytes: number;
};

/** Headers between two neighbours, which a gateway consumes. */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a header is about the connection and not about the message. */
export const isHopByHop = (name: string): boolean => HOP_BY_HOP.has(name.toLowerCase());

/** Takes a request's head apart; never throws, whatever was sent. */
export const readRequest = (incoming: IncomingMessage): GatewayRequest => {
  const { method = 'GET', url = '/', rawHeaders, httpVersion, socket } = incoming;
  const [encodedPath, rawQueryString] = splitTarget(url);
  const { headers, cookies } = readHeaders(rawHeaders);
  return {
    requestId: gatewayRequestId(),
    method,
    encodedPath,
    rawQueryString,
    headers,
    cookies,
    protocol: `HTTP/${httpVersion}`,
    sourceIp: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    received: Date.now(),
    headBytes: [method, url, ...rawHeaders].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0),
  };
};

/** A new id in API Gateway's form. */
export const gatewayRequestId = (): string => `${randomBytes(11).toString('base64url').slice(0, 15)}=`;

/** The target of a request to a proxy is a whole URL; only its path and query count here. */
const splitTarget = (url: string): [string, string] => {
  const target = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  return [path || '/', question < 0 ? '' : target.slice(question + 1)];
};

const readHeaders = (rawHeaders: string[]): Pick<GatewayRequest, 'headers' | 'cookies'> => {
  const values = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    // Node hands bytes over as Latin-1; senders mean UTF-8.
    const value = Buffer.from(rawHeaders[index + 1] ?? '', 'latin1').toString();
    if (!isHopByHop(name)) values.set(name, [...(values.get(name) ?? []), value]);
  }
  const cookies = (values.get('cookie') ?? []).flatMap((header) => header.split(';')).map((cookie) => cookie.trim());
  values.delete('cookie');
  const headers = [...values].map(([name, all]): [string, string] => [name, all.join(',')]);
  return { headers: Object.fromEntries(headers), cookies: cookies.filter((cookie) => cookie !== '') };
};
