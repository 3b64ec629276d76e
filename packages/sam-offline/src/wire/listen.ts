import { once } from 'node:events';
import type { Server } from 'node:net';
import { codeOf, Failure, messageOf } from '../failure.ts';

/** Names a server in its refusals: `The HTTP API`, and the option that gives it another port, if there is one. */
type Named = { name: string; option?: string };

/**
 * Lets a server listen. @param port 0 for any free one @returns its port
 * @throws Failure when the port is taken, or the address is none of this machine
 */
export const listen = async (server: Server, port: number, host: string, { name, option }: Named): Promise<number> => {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EADDRINUSE' && option)
      throw new Failure(`Port ${port} is in use; choose another one with ${option}.`);
    throw new Failure(`${name} cannot listen on ${host}:${port} (${code ?? messageOf(error)}).`);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
};
