import type { Frame } from './connections.ts';

/** A change, as docs/live-protocol.md has it (L11). */
export type SeenChange = { seq: number; at: string; kind: string; [member: string]: unknown };

export type SeenMessage = { id: string; text: string; version: number; expiresAt?: string; [member: string]: unknown };

type Options = {
  /** Sends `subscribe`. */
  subscribe(request: { id: string; since?: number }): void;
  /** All messages of the board, by HTTP. */
  read(): Promise<SeenMessage[]>;
};

/** What one client knows of a board, kept by rule L12. */
export type LiveModel = ReturnType<typeof createModel>;

/**
 * A board as a client keeps it by rule L12, whatever brings the messages. Beside that it keeps a suspicious eye on the
 * server: `violations` are changes that came under a second number, twice, or out of order, by the versions of what they
 * are about, which no number can hide.
 */
export const createModel = ({ subscribe, read }: Options) => {
  const messages = new Map<string, SeenMessage>();
  const people = new Map<string, Frame>();
  const left = new Set<string>();
  const numbered = new Map<number, string>();
  const versions = new Map<string, number>();
  const state = {
    /** The number of the newest change that is in here. */
    last: undefined as number | undefined,
    you: undefined as Frame | undefined,
    title: undefined as string | undefined,
    violations: [] as string[],
    applied: [] as SeenChange[],
    ...{ ignored: 0, gaps: 0, resets: 0, subscriptions: 0 },
  };
  let waiting: SeenChange[] | undefined;
  let asked = '';

  const check = (isRight: boolean, what: string): void => {
    if (!isRight) state.violations.push(what);
  };

  const put = (change: SeenChange): void => {
    if (change.kind === 'message') {
      const message = change.message as SeenMessage;
      const before = versions.get(message.id);
      check(before === undefined || message.version === before + 1, `${message.id}: ${before} -> ${message.version}`);
      versions.set(message.id, message.version);
      messages.set(message.id, message);
    }
    if (change.kind === 'message-deleted') {
      const id = String(change.messageId);
      check(versions.get(id) !== Number.POSITIVE_INFINITY, `${id} was deleted twice`);
      versions.set(id, Number.POSITIVE_INFINITY);
      messages.delete(id);
    }
    if (change.kind === 'board') state.title = String(change.title);
  };

  const ask = (): void => {
    state.subscriptions += 1;
    waiting ??= [];
    asked = `subscription-${state.subscriptions}`;
    subscribe({ id: asked, ...(state.last !== undefined && { since: state.last }) });
  };

  const take = (changes: SeenChange[]): void => {
    for (const [n, change] of changes.entries()) {
      const { seq } = change;
      const known = numbered.get(seq);
      const text = JSON.stringify(change);
      check(known === undefined || known === text, `${seq} is the number of two changes: ${known} and ${text}`);
      numbered.set(seq, text);
      const last = state.last ?? seq - 1;
      if (seq <= last) {
        state.ignored += 1;
      } else if (seq > last + 1) {
        state.gaps += 1;
        waiting = changes.slice(n);
        ask();
        return;
      } else {
        put(change);
        state.applied.push(change);
        state.last = seq;
      }
    }
  };

  /** What was held back while an answer was awaited, in the order of its numbers. */
  const settle = (): void => {
    const held = (waiting ?? []).sort((a, b) => a.seq - b.seq);
    waiting = undefined;
    take(held);
  };

  const meet = ({ people: found, you }: Frame): void => {
    for (const person of found as Frame[]) people.set(String(person.connectionId), person);
    for (const id of left) people.delete(id);
    state.you = you as Frame;
  };

  const reset = async (seq: number, id: string): Promise<void> => {
    state.resets += 1;
    const fresh = await read();
    if (asked !== id) return;
    for (const map of [messages, versions, numbered]) map.clear();
    for (const message of fresh) messages.set(message.id, message);
    state.last = seq;
    settle();
  };

  const isAnswer = ({ re }: Frame): boolean => re === asked;

  const handlers: Record<string, (frame: Frame) => void | Promise<void>> = {
    changes: ({ changes }) => {
      if (waiting) waiting.push(...(changes as SeenChange[]));
      else take(changes as SeenChange[]);
    },
    subscribed: (frame) => {
      if (!isAnswer(frame)) return;
      meet(frame);
      settle();
      check((state.last ?? 0) >= Number(frame.seq), `subscribed came before the changes up to ${frame.seq}`);
    },
    reset: (frame) => {
      if (!isAnswer(frame)) return;
      meet(frame);
      return reset(Number(frame.seq), asked);
    },
    pong: ({ seq }) => {
      if (!waiting && Number(seq) > (state.last ?? 0)) ask();
    },
    presence: (frame) => {
      for (const person of frame.joined as Frame[]) people.set(String(person.connectionId), person);
      for (const id of frame.left as string[]) {
        left.add(id);
        people.delete(id);
      }
    },
  };

  return {
    state,
    people,
    /** To be called whenever a connection was opened. */
    opened: (): void => {
      waiting = undefined;
      people.clear();
      left.clear();
      ask();
    },
    /** Whether no answer is awaited. */
    isSettled: (): boolean => waiting === undefined && state.last !== undefined,
    /** What one message of the server does; resolves when it is done. */
    receive: async (frame: Frame): Promise<void> => handlers[frame.type]?.(frame),
    /** The messages as they are shown, oldest first: those whose time is over are not. */
    board: (): SeenMessage[] =>
      [...messages.values()]
        .filter(({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > Date.now())
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
};
