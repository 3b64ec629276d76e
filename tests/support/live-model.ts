import type { Person } from '../../src/features/live/frame-schemas.ts';
import type { MessageView } from '../../src/features/messages/schemas.ts';
import type { SeenChange, SeenFrame } from './frames.ts';

type Options = {
  /** Sends `subscribe`. */
  subscribe(request: { id: string; since?: number }): void;
  /** All messages of the board, over HTTP. */
  read(): Promise<MessageView[]>;
};

/** A client's state of a board, by rule L12. */
export type LiveModel = ReturnType<typeof createModel>;

/**
 * Checks the server: `violations` are changes that came under a second number, twice, or out of order, judged by the
 * versions of the changed things.
 */
const createWatch = () => {
  const violations: string[] = [];
  const numbered = new Map<number, string>();
  const versions = new Map<string, number>();
  const check = (isRight: boolean, what: string): void => {
    if (!isRight) violations.push(what);
  };
  return {
    violations,
    check,
    came: (change: SeenChange): void => {
      const { seq } = change;
      const known = numbered.get(seq);
      const text = JSON.stringify(change);
      check(known === undefined || known === text, `${seq} is the number of two changes: ${known} and ${text}`);
      numbered.set(seq, text);
    },
    changed: ({ id, version }: MessageView): void => {
      const before = versions.get(id);
      check(before === undefined || version === before + 1, `${id}: ${before} -> ${version}`);
      versions.set(id, version);
    },
    deleted: (id: string): void => {
      check(versions.get(id) !== Number.POSITIVE_INFINITY, `${id} was deleted twice`);
      versions.set(id, Number.POSITIVE_INFINITY);
    },
    forget: (): void => {
      numbered.clear();
      versions.clear();
    },
  };
};

/** The current messages, by the changes. */
const createBoard = (watch: ReturnType<typeof createWatch>) => {
  const messages = new Map<string, MessageView>();
  return {
    put: ({ kind, message, messageId = '' }: SeenChange): void => {
      if (message) {
        watch.changed(message);
        messages.set(message.id, message);
      }
      if (kind === 'message-deleted') {
        watch.deleted(messageId);
        messages.delete(messageId);
      }
    },
    replace: (fresh: readonly MessageView[]): void => {
      watch.forget();
      messages.clear();
      for (const message of fresh) messages.set(message.id, message);
    },
    /** The messages for display, oldest first, without expired ones. */
    shown: (): MessageView[] =>
      [...messages.values()]
        .filter(({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > Date.now())
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
};

/** The connected people, by the answers to `subscribe` and the presence frames (L16, L17). */
const createAttendance = () => {
  const people = new Map<string, Person>();
  const left = new Set<string>();
  const come = (persons: readonly Person[] = []): void => {
    for (const person of persons) people.set(person.connectionId, person);
  };
  return {
    people,
    opened: (): void => {
      people.clear();
      left.clear();
    },
    found: (persons: readonly Person[] | undefined): void => {
      come(persons);
      for (const id of left) people.delete(id);
    },
    told: ({ joined, left: gone = [] }: SeenFrame): void => {
      come(joined);
      for (const id of gone) {
        left.add(id);
        people.delete(id);
      }
    },
  };
};

/** Changes by number (L12): those that wait for an answer, and the requests for missing ones. */
const createOrder = ({ subscribe, read }: Options) => {
  const watch = createWatch();
  const board = createBoard(watch);
  const order = {
    ...{ watch, board },
    /** The number of the newest applied change. */
    last: undefined as number | undefined,
    applied: [] as SeenChange[],
    ...{ resets: 0, subscriptions: 0 },
    waiting: undefined as SeenChange[] | undefined,
    asked: '',
    ask: (): void => {
      order.subscriptions += 1;
      order.waiting ??= [];
      order.asked = `subscription-${order.subscriptions}`;
      subscribe({ id: order.asked, ...(order.last !== undefined && { since: order.last }) });
    },
    take: (changes: SeenChange[]): void => {
      for (const [n, change] of changes.entries()) {
        const { seq } = change;
        watch.came(change);
        const last = order.last ?? seq - 1;
        if (seq > last + 1) {
          order.waiting = changes.slice(n);
          order.ask();
          return;
        }
        if (seq > last) order.apply(change);
      }
    },
    apply: (change: SeenChange): void => {
      board.put(change);
      order.applied.push(change);
      order.last = change.seq;
    },
    settle: (): void => {
      const held = (order.waiting ?? []).sort((a, b) => a.seq - b.seq);
      order.waiting = undefined;
      order.take(held);
    },
    reset: async (seq: number, id: string): Promise<void> => {
      order.resets += 1;
      const fresh = await read();
      if (order.asked !== id) return;
      board.replace(fresh);
      order.last = seq;
      order.settle();
    },
  };
  return order;
};

/** A board as a client keeps it by rule L12, independent of the transport. */
export const createModel = (options: Options) => {
  const order = createOrder(options);
  const attendance = createAttendance();
  const { watch, board } = order;
  const state = {
    ...{ you: undefined as Person | undefined, violations: watch.violations, applied: order.applied },
    get last() {
      return order.last;
    },
    get resets() {
      return order.resets;
    },
  };
  const meet = ({ people, you }: SeenFrame): void => {
    attendance.found(people);
    state.you = you;
  };
  const handlers: Partial<Record<SeenFrame['type'], (frame: SeenFrame) => void | Promise<void>>> = {
    changes: ({ changes = [] }) => {
      if (order.waiting) order.waiting.push(...changes);
      else order.take(changes);
    },
    subscribed: (frame) => {
      if (frame.re !== order.asked) return;
      meet(frame);
      order.settle();
      watch.check((order.last ?? 0) >= Number(frame.seq), `subscribed came before the changes up to ${frame.seq}`);
    },
    reset: (frame) => {
      if (frame.re !== order.asked) return;
      meet(frame);
      return order.reset(Number(frame.seq), order.asked);
    },
    pong: ({ seq = 0 }) => {
      if (!order.waiting && seq > (order.last ?? 0)) order.ask();
    },
    presence: attendance.told,
  };
  return {
    state,
    people: attendance.people,
    /** Call it whenever a connection was opened. */
    opened: (): void => {
      order.waiting = undefined;
      attendance.opened();
      order.ask();
    },
    /** Whether no answer is awaited. */
    isSettled: (): boolean => order.waiting === undefined && order.last !== undefined,
    /** Handles a message of the server; resolves when that is done. */
    receive: async (frame: SeenFrame): Promise<void> => handlers[frame.type]?.(frame),
    board: board.shown,
  };
};
