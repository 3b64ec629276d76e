import type { BoardChange, Frame, Person, Subscribed } from '../../../src/features/live/frame-schemas.ts';
import { received, resetTo, type Sequence } from './sequence.ts';

export type LiveHandlers = {
  /** Reads the board again over HTTP. A rejection ends the connection. */
  load(): Promise<void>;
  changes(changes: BoardChange[]): void;
  /** All connected people. @param you the person's own entry */
  people(people: Person[], you: Person): void;
  presence(joined: Person[], left: string[]): void;
  cursor(connectionId: string, x: number, y: number): void;
};

type Presence = Extract<Frame, { type: 'presence' }>;

type Options = {
  handlers: LiveHandlers;
  /** Of the board, over all its connections. */
  sequence: { current: Sequence<BoardChange> };
  /** Sends `subscribe`. @returns the name that its answer will have */
  ask(since: number | undefined): string;
  /** The board is up to date, and changes arrive. */
  ready(): void;
  /** The board cannot be read. */
  failed(): void;
  isOver(): boolean;
};

/** Receives changes over one connection: keeps their order, and requests missing ones (L5, L12, L17). */
export const subscription = ({ handlers, sequence, ask, ready, failed, isOver }: Options) => {
  /** The name of the subscription without an answer yet. */
  let asked: string | undefined;
  let loading = false;
  /** Presence frames that are newer than the list of people in the coming answer (L17). */
  let comingsAndGoings: Presence[] = [];

  const subscribe = (): void => {
    if (asked !== undefined || loading) return;
    asked = ask(sequence.current.last);
    comingsAndGoings = [];
  };
  const take = ({ sequence: next, apply, gap }: ReturnType<typeof received<BoardChange>>): void => {
    sequence.current = next;
    if (apply.length > 0) handlers.changes(apply);
    if (gap) subscribe();
  };
  /** Reads the board. Changes that arrive meanwhile wait in the sequence, because the read may be older. */
  const reset = async (seq: number): Promise<void> => {
    loading = true;
    sequence.current = { ...sequence.current, last: undefined };
    await handlers.load();
    loading = false;
    if (!isOver()) take(resetTo(sequence.current, seq));
  };
  const answered = async ({ type, re, seq, people, you }: Subscribed): Promise<void> => {
    if (re !== asked) return;
    asked = undefined;
    if (type === 'reset') {
      try {
        await reset(seq);
      } catch {
        return failed();
      }
      if (isOver()) return;
    }
    handlers.people(people, you);
    for (const { joined, left } of comingsAndGoings) handlers.presence(joined, left);
    ready();
  };
  return {
    subscribe,
    answered,
    isAskedFor: (re: string | undefined): boolean => re !== undefined && re === asked,
    changes: (changes: BoardChange[]): void => take(received(sequence.current, changes)),
    /** The board's newest change has this number. */
    newest: (seq: number): void => {
      if (seq > (sequence.current.last ?? seq)) subscribe();
    },
    presence: (frame: Presence): void => {
      if (asked !== undefined || loading) comingsAndGoings.push(frame);
      handlers.presence(frame.joined, frame.left);
    },
  };
};
