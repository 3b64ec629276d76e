import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Received = Record<string, unknown> & { action: string; id: string };
type Change = Record<string, unknown> & { seq: number; kind: string };

const PROBLEM = { status: 403, code: 'edit-token-wrong', detail: 'The edit token is not that of this message.' };

/**
 * A live server of a board that speaks docs/live-protocol.md over a real WebSocket, and can do what networks do:
 * lose frames, send them twice or late, cut connections.
 */
export const startLiveServer = async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const changes: Change[] = [];
  const received: Received[] = [];
  const carriedOut = new Map<string, object>();
  let posts = 0;
  let keeps = Number.POSITIVE_INFINITY;
  const settings = { silent: false, refuse: false, loseAnswers: false };
  const you = { connectionId: 'you', name: 'Ada', role: 'writer' };
  const people = [you, { connectionId: 'grace', name: 'Grace Hopper', role: 'writer' }];

  const send = (socket: WebSocket, frame: object) => socket.send(JSON.stringify(frame));
  const broadcast = (frame: object) => {
    for (const socket of server.clients) send(socket, frame);
  };
  const seq = () => changes.length;
  /** Notes a change of the board, and tells it, unless it is to get lost. */
  const change = (body: Record<string, unknown> & { kind: string }, lost = false): Change => {
    const made = { seq: seq() + 1, at: new Date(0).toISOString(), ...body };
    changes.push(made);
    if (!lost) broadcast({ type: 'changes', changes: [made] });
    return made;
  };
  const messages = () => {
    const all = new Map<string, Record<string, unknown>>();
    for (const { kind, message, messageId } of changes) {
      if (kind === 'message') all.set((message as { id: string }).id, message as Record<string, unknown>);
      if (kind === 'message-deleted') all.delete(messageId as string);
    }
    return [...all.values()];
  };
  const post = ({ clientMutationId, message }: Received): object => {
    posts += 1;
    const { task, ...content } = message as Record<string, unknown>;
    const created = {
      id: `01M7Z6632ZWA9YKEM64G${String(posts).padStart(6, '0')}`,
      ...content,
      ...(task === true && { done: false }),
      createdAt: new Date(posts * 1_000).toISOString(),
      version: 1,
    };
    change({ kind: 'message', message: created, clientMutationId });
    return { type: 'done', clientMutationId, message: created, editToken: `token-${posts}` };
  };
  const edit = ({ clientMutationId, messageId, change: patch }: Received): object => {
    const before = messages().find(({ id }) => id === messageId);
    if (!before) return { type: 'refused', problem: { status: 404, code: 'not-found', detail: 'There is none.' } };
    const message = { ...before, ...(patch as object), version: Number(before.version) + 1 };
    change({ kind: 'message', message, clientMutationId });
    return { type: 'done', clientMutationId, message };
  };
  const remove = ({ clientMutationId, messageId }: Received): object => {
    change({ kind: 'message-deleted', messageId, expired: false });
    return { type: 'done', clientMutationId };
  };
  const carryOut = (message: Received): object => {
    if (settings.refuse) return { type: 'refused', clientMutationId: message.clientMutationId, problem: PROBLEM };
    const known = carriedOut.get(String(message.clientMutationId));
    if (known) return known;
    const actions: Record<string, (message: Received) => object> = { post, edit, delete: remove };
    const answer = actions[message.action]?.(message) ?? { type: 'refused', problem: PROBLEM };
    carriedOut.set(String(message.clientMutationId), answer);
    return answer;
  };
  const subscribe = (socket: WebSocket, { id, since }: Received) => {
    const kept = typeof since === 'number' && seq() - since <= keeps;
    if (kept && since < seq()) send(socket, { type: 'changes', changes: changes.slice(since) });
    send(socket, { type: kept ? 'subscribed' : 'reset', re: id, seq: seq(), people, you });
  };
  const handle = (socket: WebSocket, message: Received) => {
    if (message.action === 'subscribe') return subscribe(socket, message);
    if (message.action === 'ping') return send(socket, { type: 'pong', seq: seq() });
    if (message.action === 'cursor') return;
    const answer = carryOut(message);
    if (!settings.loseAnswers) send(socket, { ...answer, re: message.id });
  };
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Received;
      received.push(message);
      if (!settings.silent) handle(socket, message);
    });
  });
  return {
    you,
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settings,
    received,
    changes,
    messages,
    change,
    broadcast,
    seq,
    /** What a change was answered with, if it was carried out: by HTTP the same key gets the same answer (L8). */
    answerTo: (clientMutationId: string) => carriedOut.get(clientMutationId),
    connections: () => server.clients.size,
    /** How many changes are kept for those who come back. */
    keep: (count: number) => {
      keeps = count;
    },
    cut: () => {
      for (const socket of server.clients) socket.terminate();
    },
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export type LiveServer = Awaited<ReturnType<typeof startLiveServer>>;
