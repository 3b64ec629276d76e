import type { DynamoDBRecord } from 'aws-lambda';
import type { SocketEvent, SocketHandler } from '../../src/features/live/socket/lifecycle.ts';
import type { StreamConsumer } from '../../src/lambda/consumers/stream.ts';
import { functionFile } from '../../tools/functions.ts';
import type { Call } from './calls.ts';
import { serveConnections } from './connections.ts';
import { withPermissionsOf } from './permissions.ts';
import { lambdaContext } from './request.ts';
import { openStream, recordsFor } from './stream.ts';
import { resolvedTemplate, templateFunctions } from './template.ts';

const functionOf = new Map(
  templateFunctions().flatMap(({ name, actions }) => actions.map((action) => [action, name] as const)),
);

/** Lets the function behind a route of the WebSocket API work, with its permissions in template.yaml alone. */
export const invokeSocket = async (
  routeKey: string,
  event: Omit<SocketEvent, 'requestContext'>,
  connectionId: string,
): Promise<number> => {
  const name = functionOf.get(routeKey) ?? functionOf.get('$default') ?? '';
  const { handler } = (await import(functionFile(name))) as { handler: SocketHandler };
  const requestContext = { connectionId, routeKey, identity: { sourceIp: '127.0.0.1' } };
  return (await withPermissionsOf(name, () => handler({ ...event, requestContext }, lambdaContext()))).statusCode;
};

const actionIn = (body: string): string => {
  try {
    return String(JSON.parse(body)?.action);
  } catch {
    return '$default';
  }
};

/** Lets the function behind the stream work on a batch. */
const fanOut = async (records: DynamoDBRecord[]): Promise<void> => {
  const { handler } = (await import('../../src/features/live/fan-out.function.ts')) as { handler: StreamConsumer };
  await withPermissionsOf('fan-out', () => handler({ Records: records }, lambdaContext()));
};

let connections = 0;

/**
 * The functions of live updates over the database of a test, and the management API that they call. To be called once in a
 * file, before the first handler is imported: `open` in a hook after that of `useWhiteboard`.
 */
export const useLive = (table: { endpoint: string; tableName: string }) => {
  const accepts = recordsFor(resolvedTemplate(), 'fan-out');
  const stops: (() => unknown)[] = [];
  const state = {
    management: {} as Awaited<ReturnType<typeof serveConnections>>,
    /** Records that the function has not been given yet. */
    read: async (): Promise<DynamoDBRecord[]> => [],
    /** What API Gateway does with a ticket: undefined for who is refused. */
    connect: async (ticket: string): Promise<string | undefined> => {
      connections += 1;
      const connectionId = `connection-${connections}`;
      const status = await invokeSocket('$connect', { queryStringParameters: { ticket } }, connectionId);
      return status === 200 ? connectionId : undefined;
    },
    disconnect: (connectionId: string) => invokeSocket('$disconnect', {}, connectionId),
    /** Sends a message. @returns what the function told the gateway */
    say: (connectionId: string, message: { action: string; [member: string]: unknown }) =>
      invokeSocket(message.action, { body: JSON.stringify(message) }, connectionId),
    /** The same with a message as it is written, which may be anything; the gateway finds its route. */
    sayText: (connectionId: string, body: string) => invokeSocket(actionIn(body), { body }, connectionId),
    /** The same, and the answer that the client got. */
    ask: async (connectionId: string, message: { action: string; [member: string]: unknown }) => {
      const id = `ask-${connections}-${Math.random()}`;
      await state.say(connectionId, { id, ...message });
      return state.management.posted.find(({ frame }) => frame.re === (message.id ?? id))?.frame;
    },
    /** A ticket of somebody at a door: `/boards/{boardId}`, `/shared/{token}`, or `` for the wall. */
    ticket: async (call: Call, door: string, path: Record<string, string> = {}, body: object = {}): Promise<string> => {
      const { status, body: made } = await call(`POST ${door}/tickets`, { path, body });
      if (status !== 201) throw new Error(`no ticket: ${status} ${JSON.stringify(made)}`);
      return String(made.ticket);
    },
    /** Somebody who is connected and gets changes; what they have got by then is forgotten. @returns the connection's id */
    subscribed: async (call: Call, door: string, path: Record<string, string> = {}): Promise<string> => {
      const connectionId = (await state.connect(await state.ticket(call, door, path))) ?? '';
      await state.say(connectionId, { action: 'subscribe', id: 'first' });
      state.management.take(connectionId);
      return connectionId;
    },
    /** Lets the function behind the stream work on a batch. */
    fanOut,
    /** Everything that has happened since the last time, as one batch. */
    deliverAll: async (): Promise<DynamoDBRecord[]> => {
      const records = await state.read();
      await fanOut(records);
      return records;
    },
  };
  beforeAll(async () => {
    state.management = await serveConnections();
    const stream = await openStream(table);
    state.read = async () => (await stream.next()).filter(accepts);
    stops.push(state.management.stop, stream.close);
    Object.assign(process.env, { LIVE_ENDPOINT: state.management.url });
  });
  afterAll(() => Promise.all(stops.map((stop) => stop())));
  return state;
};
