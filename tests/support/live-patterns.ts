import { connect } from '../../src/features/live/connect.ts';
import { heartbeat } from '../../src/features/live/heartbeat.ts';
import { moveCursor } from '../../src/features/live/move-cursor.ts';
import { subscribe } from '../../src/features/live/subscribe.ts';
import { noteChanges } from '../../src/table/change-log.ts';
import { connectionsOf, getConnection } from '../../src/table/connection.ts';
import { invokeSocket } from './live.ts';
import { at, ownBoard, type Scenario } from './scenarios.ts';

/** A person who is connected to their own board by a ticket. */
const connected = async () => {
  const { owner, boardId } = await ownBoard();
  const { body } = await owner.call('POST /boards/{boardId}/tickets', { path: { boardId }, body: {} });
  const open = () => connect(`connection-${boardId}`, String(body.ticket));
  const found = async () => {
    await open();
    const connection = await getConnection(`connection-${boardId}`);
    if (!connection) throw new Error('nobody is connected');
    return connection;
  };
  return { owner, boardId, open, found };
};

const noted = async (boardId: string) => {
  const event = { kind: 'board', at: at(0), title: 'Measured', version: 2 };
  return () => noteChanges(boardId, [{ position: '1', event }], 86_400);
};

/** The patterns of live updates. */
export const LIVE: Record<string, Scenario> = {
  'Get a ticket': async () => {
    const { owner, boardId } = await ownBoard();
    return () => owner.call('POST /boards/{boardId}/tickets', { path: { boardId }, body: {} });
  },
  Connect: async () => (await connected()).open,
  Subscribe: async () => {
    const connection = await (await connected()).found();
    return () => subscribe(connection);
  },
  Ping: async () => {
    const connection = await (await connected()).found();
    await heartbeat(connection);
    return () => heartbeat(connection);
  },
  'Ping, and remove silent connections': async () => {
    const connection = await (await connected()).found();
    return () => heartbeat(connection);
  },
  'Show a cursor': async () => {
    const connection = await (await connected()).found();
    return () => moveCursor(connection, { x: 1, y: 1 });
  },
  'Find a connection': async () => {
    const { connectionId } = await (await connected()).found();
    return () => getConnection(connectionId);
  },
  'Who is connected to a board': async () => {
    const { boardId } = await (await connected()).found();
    return () => connectionsOf(boardId);
  },
  'Number and keep a change': async () => {
    const { boardId, open } = await connected();
    await open();
    return noted(boardId);
  },
  'Skip a change that nobody keeps': async () => noted((await ownBoard()).boardId),
  'What was missed': async () => {
    const { boardId, owner, open } = await connected();
    await open();
    const frames = await (await noted(boardId))();
    const since = String((frames?.[0]?.first ?? 0) - 1);
    return () => owner.call('GET /boards/{boardId}/changes', { path: { boardId }, query: { since } });
  },
  Disconnect: async () => {
    const { connectionId } = await (await connected()).found();
    return () => invokeSocket('$disconnect', {}, connectionId);
  },
};
