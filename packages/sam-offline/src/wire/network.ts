import { networkInterfaces } from 'node:os';

/** Addresses that stand for all that a machine has. */
const ALL = ['0.0.0.0', '::'];

/** The host under which this machine reaches what listens on `host`. */
export const ownHost = (host: string): string => ([...ALL, '127.0.0.1', '::1'].includes(host) ? 'localhost' : host);

/** The IPv4 addresses under which others may reach what listens on `host`, beside that one itself. */
export const networkAddresses = (host: string): string[] =>
  ALL.includes(host)
    ? Object.values(networkInterfaces())
        .flatMap((addresses = []) => addresses)
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
        .map(({ address }) => address)
    : [];
