import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from './wait-for.ts';

/** A URL that answers only when a test says so, and keeps a function waiting until then. */
export const openGate = async () => {
  const held: ServerResponse[] = [];
  const server = createServer((_request, response) => held.push(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when so many wait. */
    reached: (many = 1) => waitFor(`${many} at the gate`, () => held.length >= many),
    release: () => {
      for (const response of held) response.end();
      server.close();
    },
  };
};
