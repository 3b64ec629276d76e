import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of one request to the database: it passes; it is carried out and the answer is lost; the connection
 * breaks before it arrives; or the database answers what the embedded one never does: that it is throttled, that a
 * transaction met another one, or that it processed nothing of a batch.
 */
export type Fault = 'none' | 'lose the answer' | 'lose the request' | 'throttle' | 'conflict' | 'unprocessed';

export type FaultProxy = { endpoint: string; stop(): Promise<void> };

const ERRORS: Partial<Record<Fault, object>> = {
  throttle: {
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'The level of configured provisioned throughput for the table was exceeded.',
  },
  conflict: {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, None]',
    CancellationReasons: [
      { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
      { Code: 'None' },
    ],
  },
};

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const forward = async (target: string, incoming: IncomingMessage, sent: Buffer) => {
  const { method, url, headers } = incoming;
  const outgoing = request(new URL(url ?? '/', target), { method, headers });
  outgoing.end(sent);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { answer, body: await bodyOf(answer) };
};

/** A real HTTP proxy before the database that makes the faults which a real network makes; `next` chooses each. */
export const startFaultProxy = async (
  target: string,
  next: (operation: string, body: string) => Fault | Promise<Fault>,
): Promise<FaultProxy> => {
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const sent = await bodyOf(incoming);
    const fault = await next(String(incoming.headers['x-amz-target']).split('.')[1] ?? '', sent.toString());
    if (fault === 'lose the request') return void incoming.socket.destroy();
    const error = ERRORS[fault];
    if (error) {
      return void outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(error));
    }
    if (fault === 'unprocessed') {
      const { RequestItems } = JSON.parse(sent.toString());
      return void outgoing
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ UnprocessedItems: RequestItems }));
    }
    const { answer, body } = await forward(target, incoming, sent);
    if (fault === 'lose the answer') return void incoming.socket.destroy();
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
  };
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
