import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Containers call the machine that they run on by the second name. */
const OWN_NAME = /^(?:(?:.+\.)?localhost|host\.docker\.internal)$/i;

/**
 * Whether a Host can only be meant for this machine: an address, or a name that no DNS server decides on. Any other one may
 * be a page's own name that leads here (DNS rebinding), and then the browser takes this machine for the page's server.
 * @param host `localhost:3000`, `[::1]:3000`
 */
export const isOwnHost = (host: string | undefined): boolean => {
  const name = (host ?? '').replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  return isIP(name) !== 0 || OWN_NAME.test(name);
};

/** What is said to those who call this machine by a name that may be somebody else's. */
export const foreignHost = (host: string | undefined): string =>
  `The local runner serves no ${host ?? 'nameless host'}; call it localhost, or start it with --host to open it to others`;

/** Why a request is not served: `unsigned`, or signed by somebody who may not call. */
export type StrangerFault = { reason: 'unsigned' | 'access-denied'; message: string };

/**
 * Why a request can't come from a client of AWS on this machine, which signs what it sends and is no page of a browser;
 * undefined when it can. The signature itself says nothing here: anybody on this machine may know the key.
 */
export const strangerFault = (headers: IncomingHttpHeaders): StrangerFault | undefined => {
  if (!/^AWS4-(?:HMAC|ECDSA-P256)-SHA256 /.test(headers.authorization ?? '')) {
    return { reason: 'unsigned', message: 'Missing Authentication Token' };
  }
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return { reason: 'access-denied', message: 'The local runner serves clients of AWS here, and no web page' };
  }
  return isOwnHost(headers.host) ? undefined : { reason: 'access-denied', message: foreignHost(headers.host) };
};
