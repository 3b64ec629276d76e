import type { GatewayRequest } from '../gateway/request.ts';

/** Not `[::1]`: a Content-Security-Policy, as the sign-in page has it, can't name an IPv6 address. */
const HOSTS = ['localhost', '127.0.0.1'];

/** The URL, if it is one of plain HTTP to this machine, whatever its port. */
export const loopbackUrl = (text: string): URL | undefined => {
  const url = URL.parse(text);
  return url?.protocol === 'http:' && HOSTS.includes(url.hostname) ? url : undefined;
};

/**
 * Whether a request was sent on this machine, and to it by name. The address alone wouldn't do: a page of anywhere may
 * have its own host name resolved to 127.0.0.1 (DNS rebinding), and would then be of one origin with the runner.
 */
export const isFromThisMachine = ({ sourceIp, headers }: Pick<GatewayRequest, 'sourceIp' | 'headers'>): boolean =>
  /^(127\.|::1$)/.test(sourceIp) && loopbackUrl(`http://${headers.host}`) !== undefined;
