import type { Answer, BoardChange, Frame } from '../../../src/features/live/frame-schemas.ts';
import type { ClientMessage } from '../../../src/features/live/message-schemas.ts';
import type { Clock } from './clock.ts';
import { heartbeat } from './heartbeat.ts';
import { type OwnChange, PROTOCOL, parseFrame, type Socket } from './protocol.ts';
import { questions } from './questions.ts';
import type { Sequence } from './sequence.ts';
import { type LiveHandlers, subscription } from './subscription.ts';

const OPEN = 1;

/** One connection, from its opening to its close. */
export type Connection = {
  /** Sends an own change; resolves with undefined when the connection ends before the answer. */
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
  /** The board is up to date, and changes arrive. */
  ready(): void;
  closed(): void;
};

/** Sends messages, each with its own name. */
const sender = (socket: Socket) => {
  let sent = 0;
  return {
    isOpen: (): boolean => socket.readyState === OPEN,
    nextId: (): string => {
      sent += 1;
      return `m${sent}`;
    },
    send: (message: ClientMessage): void => {
      if (socket.readyState === OPEN) socket.send(JSON.stringify(message));
    },
  };
};

/** Subscribes as soon as the socket is open, keeps the order of changes, and pings (L4 to L8, L12). */
export const connection = ({ socket, clock, handlers, sequence, ready, closed }: Options): Connection => {
  const { isOpen, nextId, send } = sender(socket);
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    pulse.stop();
    asked.end();
    socket.close();
    closed();
  };
  const pulse = heartbeat({ clock, ping: () => send({ action: 'ping' }), silent: end });
  // A change without an answer is sent again on a new connection.
  const asked = questions(clock, end);
  const ask = (since: number | undefined): string => {
    const id = nextId();
    send({ action: 'subscribe', id, protocol: PROTOCOL, ...(since !== undefined && { since }) });
    return id;
  };
  const flow = subscription({ handlers, sequence, ask, ready, failed: end, isOver: () => over });
  const handle = receiver({ handlers, asked, flow, end });

  socket.addEventListener('open', () => {
    flow.subscribe();
    pulse.start();
  });
  socket.addEventListener('message', ({ data }) => {
    if (over) return;
    pulse.heard();
    const frame = parseFrame(data);
    if (frame) handle(frame);
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  return {
    ask: async (message) => {
      if (over || !isOpen()) return undefined;
      const id = nextId();
      const answer = asked.answerTo(id);
      send({ ...message, id });
      return answer;
    },
    cursor: (x, y) => send({ action: 'cursor', x, y }),
    close: end,
  };
};

type Parts = {
  handlers: LiveHandlers;
  asked: ReturnType<typeof questions>;
  flow: ReturnType<typeof subscription>;
  end(): void;
};

/** Handles each type of frame. Unknown types are ignored (L20). */
const receiver =
  ({ handlers, asked, flow, end }: Parts) =>
  (frame: Frame) => {
    switch (frame.type) {
      case 'subscribed':
      case 'reset':
        return void flow.answered(frame);
      case 'changes':
        return flow.changes(frame.changes);
      case 'pong':
        return flow.newest(frame.seq);
      case 'done':
      case 'refused':
        asked.answered(frame);
        // After a refused subscription nothing more will come.
        return flow.isAskedFor(frame.re) ? end() : undefined;
      case 'presence':
        return flow.presence(frame);
      case 'cursor':
        return handlers.cursor(frame.connectionId, frame.x, frame.y);
      case 'closing':
        return end();
    }
  };
