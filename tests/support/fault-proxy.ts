import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The fate of one request to an AWS service: it passes; it is carried out but the answer is lost; the connection breaks
 * before it arrives; or the service gives an answer that the local one never gives: the table is throttled, a write
 * conflicts with another transaction, nothing of a batch was processed, or a mail is rejected.
 */
export type Fault =
  | 'none'
  | 'lose the answer'
  | 'lose the request'
  | 'throttle'
  | 'conflict'
  | 'unprocessed'
  | 'reject the mail';

/** Chooses the fault of a request by its operation, `BatchWriteItem` (of SES `POST /v2/…`), and its body. */
export type NextFault = (operation: string, body: string) => Fault | Promise<Fault>;

export type FaultProxy = { endpoint: string; stop(): Promise<void> };

type Answer = { status: number; headers?: Record<string, string>; body: object };

const tableError = (name: string, rest: object): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...rest },
});

/** The answers of the proxy instead of the service. */
const ANSWERS: Partial<Record<Fault, (operation: string, body: string) => Answer>> = {
  throttle: () =>
    tableError('ProvisionedThroughputExceededException', {
      message: 'The level of configured provisioned throughput for the table was exceeded.',
    }),
  conflict: (operation) =>
    operation === 'TransactWriteItems'
      ? tableError('TransactionCanceledException', {
          Message:
            'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, None]',
          CancellationReasons: [
            { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
            { Code: 'None' },
          ],
        })
      : tableError('TransactionConflictException', { message: 'Transaction is ongoing for the item' }),
  unprocessed: (_, body) => ({ status: 200, body: { UnprocessedItems: JSON.parse(body).RequestItems } }),
  'reject the mail': () => ({
    status: 400,
    headers: { 'x-amzn-errortype': 'MessageRejected', 'x-amzn-requestid': 'ses-request' },
    body: {
      message:
        'Email address is not verified. The following identities failed the check in region US-EAST-1: owner@example.com',
    },
  }),
};

const operationOf = ({ method, url, headers }: IncomingMessage): string =>
  String(headers['x-amz-target'] ?? '').split('.')[1] ?? `${method} ${url}`;

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

/** A real HTTP proxy before a service. It makes the faults of a real network; `next` chooses each. */
export const startFaultProxy = async (target: string, next: NextFault): Promise<FaultProxy> => {
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const sent = await bodyOf(incoming);
    const operation = operationOf(incoming);
    const fault = await next(operation, sent.toString());
    if (fault === 'lose the request') return void incoming.socket.destroy();
    const instead = ANSWERS[fault]?.(operation, sent.toString());
    if (instead) {
      const headers = { 'content-type': 'application/x-amz-json-1.0', ...instead.headers };
      return void outgoing.writeHead(instead.status, headers).end(JSON.stringify(instead.body));
    }
    const { answer, body } = await forward(target, incoming, sent);
    if (fault === 'lose the answer') return void incoming.socket.destroy();
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
  };
  // Without the service, the request is lost.
  const server = createServer(
    (incoming, outgoing) => void serve(incoming, outgoing).catch(() => incoming.socket.destroy()),
  );
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

/** The faults of the next requests, in order. @param of the operations that they may strike; others pass */
export const planFaults = (of = /./) => {
  const plan = { faults: [] as Fault[], after: 'none' as Fault };
  return {
    /** Replaces what was planned. @param after of all requests after these */
    set: (faults: Fault[], after: Fault = 'none'): void => void Object.assign(plan, { faults: [...faults], after }),
    /** How many have not struck yet. */
    left: (): number => plan.faults.length,
    next: (operation: string): Fault => (of.test(operation) ? (plan.faults.shift() ?? plan.after) : 'none'),
  };
};

/**
 * Lets the functions of a test file reach their table through a fault proxy. Call it once in a file, after
 * `useWhiteboard` and `useLive`, and before the first handler is imported.
 */
export const useFaultyTable = (table: { endpoint: string }, next: NextFault): void => {
  const proxies: FaultProxy[] = [];
  beforeAll(async () => {
    const proxy = await startFaultProxy(table.endpoint, next);
    proxies.push(proxy);
    Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });
  });
  afterAll(() => Promise.all(proxies.map((proxy) => proxy.stop())));
};

/** The same with a plan. @returns the plan, which is empty at first */
export const usePlannedFaults = (table: { endpoint: string }, of?: RegExp) => {
  const plan = planFaults(of);
  useFaultyTable(table, plan.next);
  return plan;
};
