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
 * undefined when it can. Only the name of the key is compared: its secret is in the documentation, so a signature proves
 * nothing, while a page cannot send an `Authorization` of its own at all without being asked for it first.
 * @param accessKeyIds those that are taken
 */
export const strangerFault = (headers: IncomingHttpHeaders, accessKeyIds: string[]): StrangerFault | undefined => {
  const [, accessKeyId] = SIGNED.exec(headers.authorization ?? '') ?? [];
  if (accessKeyId === undefined) return { reason: 'unsigned', message: 'Missing Authentication Token' };
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return denied('The local runner serves clients of AWS here, and no web page');
  }
  if (!isOwnHost(headers.host)) return denied(foreignHost(headers.host));
  if (accessKeyIds.includes(accessKeyId)) return undefined;
  return denied(
    `The local runner does not know the access key ${accessKeyId}; sign with the access key ${accessKeyIds[0]}`,
  );
};

const denied = (message: string): StrangerFault => ({ reason: 'access-denied', message });

/** `AWS4-HMAC-SHA256 Credential=<access key>/20260101/us-east-1/dynamodb/aws4_request, …` */
const SIGNED = /^AWS4-(?:HMAC|ECDSA-P256)-SHA256 +Credential=([\w-]+)\//;
