import type { Answer, BoardChange, Frame, Person } from '../../../src/features/live/frame-schemas.ts';
import type { ClientMessage } from '../../../src/features/live/message-schemas.ts';
import { type OwnChange, PROTOCOL, parseFrame, type Socket } from './protocol.ts';
import { received, resetTo, type Sequence } from './sequence.ts';

/** Time that a test can hold. Milliseconds. */
export type Clock = { now(): number; after(ms: number, call: () => void): () => void };

export type LiveHandlers = {
  /** Reads the board anew by HTTP. A rejection ends the connection. */
  load(): Promise<void>;
  changes(changes: BoardChange[]): void;
  /** Everybody who is there. @param you one's own entry */
  people(people: Person[], you: Person): void;
  presence(joined: Person[], left: string[]): void;
  cursor(connectionId: string, x: number, y: number): void;
};

export const PING_MS = 15_000;
/** A pong, or anything else, must come within this time of a ping. */
export const PATIENCE_MS = 10_000;
/** A change of one's own must be answered within this time: longer than any function of the server may take. */
export const ANSWER_MS = 20_000;

const OPEN = 1;

/** One connection, from its opening to its close. */
export type Connection = {
  /** Sends a change of one's own; resolves with undefined when the connection ends before the answer. */
  ask(message: OwnChange): Promise<Answer | undefined>;
  cursor(x: number, y: number): void;
  close(): void;
};

type Options = {
  socket: Socket;
  clock: Clock;
  handlers: LiveHandlers;
  /** Of the board, over all its connections. */
  sequence: { current: Sequence<BoardChange> };
  /** The board is shown as it is, and changes flow. */
  ready(): void;
  closed(): void;
};

/** Subscribes as soon as the socket is open, keeps the order of changes, and pings (L4 to L8, L12). */
export const connection = ({ socket, clock, handlers, sequence, ready, closed }: Options): Connection => {
  const awaited = new Map<string, (answer: Answer | undefined) => void>();
  let sent = 0;
  let subscription: string | undefined;
  let loading = false;
  /** What is newer than the list of people that an answer to come will bring (L17). */
  let comingsAndGoings: Extract<Frame, { type: 'presence' }>[] = [];
  let over = false;
  let cancelPing = () => {};
  let cancelPatience = () => {};

  const nextId = (): string => {
    sent += 1;
    return `m${sent}`;
  };
  const send = (message: ClientMessage): void => {
    if (socket.readyState === OPEN) socket.send(JSON.stringify(message));
  };
  const end = () => {
    if (over) return;
    over = true;
    cancelPing();
    cancelPatience();
    for (const resolve of awaited.values()) resolve(undefined);
    socket.close();
    closed();
  };
  const subscribe = () => {
    if (subscription !== undefined || loading) return;
    subscription = nextId();
    comingsAndGoings = [];
    const { last } = sequence.current;
    send({ action: 'subscribe', id: subscription, protocol: PROTOCOL, ...(last !== undefined && { since: last }) });
  };
  const take = ({ sequence: next, apply, gap }: ReturnType<typeof received<BoardChange>>) => {
    sequence.current = next;
    if (apply.length > 0) handlers.changes(apply);
    if (gap) subscribe();
  };
  const ping = () => {
    send({ action: 'ping' });
    cancelPatience = clock.after(PATIENCE_MS, end);
    cancelPing = clock.after(PING_MS, ping);
  };
  const answered = async (frame: Extract<Frame, { type: 'subscribed' | 'reset' }>) => {
    if (frame.re !== subscription) return;
    subscription = undefined;
    if (frame.type === 'reset') {
      // What comes meanwhile waits in the sequence: the board may be read in a state before it.
      loading = true;
      sequence.current = { ...sequence.current, last: undefined };
      try {
        await handlers.load();
      } catch {
        return end();
      }
      loading = false;
      if (over) return;
      take(resetTo(sequence.current, frame.seq));
    }
    handlers.people(frame.people, frame.you);
    for (const { joined, left } of comingsAndGoings) handlers.presence(joined, left);
    ready();
  };
  const resolve = (frame: Answer) => {
    if (frame.re === undefined) return;
    awaited.get(frame.re)?.(frame);
    awaited.delete(frame.re);
    // A subscription that is refused leaves nothing to wait for.
    if (frame.re === subscription) end();
  };
  const handle = (frame: Frame) => {
    switch (frame.type) {
      case 'subscribed':
      case 'reset':
        return void answered(frame);
      case 'changes':
        return take(received(sequence.current, frame.changes));
      case 'pong':
        return frame.seq > (sequence.current.last ?? frame.seq) ? subscribe() : undefined;
      case 'done':
      case 'refused':
        return resolve(frame);
      case 'presence':
        if (subscription !== undefined || loading) comingsAndGoings.push(frame);
        return handlers.presence(frame.joined, frame.left);
      case 'cursor':
        return handlers.cursor(frame.connectionId, frame.x, frame.y);
      case 'closing':
        return end();
    }
  };

  socket.addEventListener('open', () => {
    subscribe();
    cancelPing = clock.after(PING_MS, ping);
  });
  socket.addEventListener('message', ({ data }) => {
    if (over) return;
    cancelPatience();
    const frame = parseFrame(data);
    if (frame) handle(frame);
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  return {
    ask: (message) =>
      new Promise((settle) => {
        if (over || socket.readyState !== OPEN) return settle(undefined);
        const id = nextId();
        // Without an answer nobody knows what became of it: on a new connection it is asked again.
        const cancel = clock.after(ANSWER_MS, end);
        awaited.set(id, (answer) => {
          cancel();
          settle(answer);
        });
        send({ ...message, id });
      }),
    cursor: (x, y) => send({ action: 'cursor', x, y }),
    close: end,
  };
};
