/** A host as a request may call it: a name or an IPv4 address, or an IPv6 address in brackets, with or without a port. */
const HOST = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d*)?$/i;

/**
 * A URL under the name by which a client has reached this machine. Only one at `localhost`, as the local runner gives it to
 * functions, is changed: that name means another machine to every other client. Any other URL stays as it is deployed,
 * whatever a request calls its host.
 * @param host of the request, `192.168.1.20:3000`; only its name counts
 */
export const reachedAs = (url: string, host: string | undefined): string => {
  const name = HOST.exec(host ?? '')?.[1];
  if (name === undefined || URL.parse(url)?.hostname !== 'localhost') return url;
  return url.replace('//localhost', `//${name}`);
};
