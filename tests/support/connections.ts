import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { frameIn, type SeenFrame } from './frames.ts';

type Request = { method: 'POST' | 'DELETE'; connectionId: string };

/**
 * The management API of connections, over real HTTP, with answers from the test, because the runner's gateway cannot
 * fail. `answer` gives the status. With 200, posted messages are in `posted`, closed connections in `ended`.
 */
export const serveConnections = async () => {
  const state = {
    url: '',
    posted: [] as { connectionId: string; frame: SeenFrame; bytes: number }[],
    ended: [] as string[],
    answer: (_request: Request): number => 200,
    /** Called for each message that a connection got. */
    arrived: (_connectionId: string, _frame: SeenFrame): void => undefined,
    stop: async (): Promise<void> => undefined,
    /** Returns the frames that a connection got, and forgets them. */
    take: (connectionId: string): SeenFrame[] => {
      const frames = state.posted.filter((post) => post.connectionId === connectionId).map(({ frame }) => frame);
      state.posted = state.posted.filter((post) => post.connectionId !== connectionId);
      return frames;
    },
  };
  const take = (connectionId: string, text: string): void => {
    const frame = frameIn(text);
    state.posted.push({ connectionId, frame, bytes: Buffer.byteLength(text) });
    state.arrived(connectionId, frame);
  };
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const connectionId = decodeURIComponent(incoming.url?.split('/').at(-1) ?? '');
    const method = incoming.method as Request['method'];
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const status = state.answer({ method, connectionId });
    if (status === 200) {
      if (method === 'DELETE') state.ended.push(connectionId);
      else take(connectionId, text);
    }
    const errors: Record<number, string> = { 410: 'GoneException', 429: 'LimitExceededException' };
    outgoing.writeHead(status, errors[status] ? { 'x-amzn-errortype': errors[status] } : {}).end();
  };
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
  state.stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return state;
};
