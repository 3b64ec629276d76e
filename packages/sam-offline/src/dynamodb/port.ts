import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '../failure.ts';

/** The guard of a runner that was just killed takes a moment to go. */
const RELEASED_WITHIN_MS = 500;

/** Listens as soon as the port is free. @param listen tries it @throws the system's error if it stays taken, or for another reason */
export const whenReleased = async (listen: () => Promise<void>): Promise<void> => {
  const deadline = Date.now() + RELEASED_WITHIN_MS;
  for (;;) {
    try {
      return await listen();
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE' || Date.now() > deadline) throw error;
      await delay(20);
    }
  }
};

/** Below those that systems give to whoever asks for any free one: there every port may be taken the next moment. */
const PORTS = [10_000, 30_000] as const;

/** An address of this machine's own, with a port that is free there. */
export type Address = { host: string; port: number };

/**
 * An address that nobody finds by trying: one of the 16 million of 127.0.0.0/8, all of which mean this machine on Linux and
 * Windows, with a port that is most likely free there. Elsewhere (macOS) there is 127.0.0.1 alone, and a page that tries every
 * port finds it.
 */
export const privateAddress = async (): Promise<Address> => {
  const host = ['127', randomInt(1, 255), randomInt(256), randomInt(1, 255)].join('.');
  const isOurs = await freePort(host).then(
    () => true,
    () => false,
  );
  return isOurs ? { host, port: randomInt(...PORTS) } : { host: '127.0.0.1', port: await freePort('127.0.0.1') };
};

const freePort = async (host: string): Promise<number> => {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
