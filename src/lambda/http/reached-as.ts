/** A Host header: a name or an IPv4 address, or an IPv6 address in brackets, with or without a port. */
const HOST = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d*)?$/i;

/**
 * A URL with the host name by which the client reached this machine. Only URLs at `localhost`, which the local runner
 * gives to functions, are changed: on another machine that name means the client itself. All other URLs stay as
 * deployed, whatever the request's host.
 * @param host of the request, `192.168.1.20:3000`; only its name is used
 */
export const reachedAs = (url: string, host: string | undefined): string => {
  const name = HOST.exec(host ?? '')?.[1];
  if (name === undefined || URL.parse(url)?.hostname !== 'localhost') return url;
  return url.replace('//localhost', `//${name}`);
};
