import { type Door, pathOf } from '../api/board.ts';
import type { Reaction } from '../board/message.ts';
import type { Mutation } from '../board/mutation.ts';

/** What of the browser's Storage is used. */
export type Shelf = { getItem(key: string): string | null; setItem(key: string, value: string): void };

/** What was being written when the page was left. */
export type Unfinished = { key: string; text: string };

/** What the browser remembers of a board: unsent changes, edit tokens, own reactions, what was being written. */
export type Memory = ReturnType<typeof memoryOf>;

/** Where storage is full or forbidden, the page works on without. */
const safely = <T>(action: () => T, otherwise: T): T => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};

export const memoryOf = (shelf: Shelf, door: Door) => {
  const place = (name: string) => `whiteboard:${name}:${pathOf(door)}`;
  const read = <T>(key: string, otherwise: T): T =>
    safely(() => {
      const text = shelf.getItem(key);
      return text === null ? otherwise : (JSON.parse(text) as T);
    }, otherwise);
  const write = (key: string, value: unknown): void =>
    safely(() => shelf.setItem(key, JSON.stringify(value)), undefined);
  const tokens = read<Record<string, string>>(place('tokens'), {});
  const reactions = new Set(read<string[]>(place('reactions'), []));
  return {
    name: () => read('whiteboard:name', ''),
    setName: (name: string) => write('whiteboard:name', name),
    pending: () =>
      read<{ pending: Mutation[]; posted: [string, string][] }>(place('pending'), { pending: [], posted: [] }),
    setPending: (pending: readonly Mutation[], posted: ReadonlyMap<string, string>) => {
      const keys = new Set(pending.map(({ key }) => key));
      write(place('pending'), { pending, posted: [...posted].filter(([key]) => keys.has(key)) });
    },
    /** The token with which one's own message may be changed. */
    token: (id: string): string | undefined => tokens[id],
    setToken: (id: string, token: string | undefined) => {
      if (token === undefined) delete tokens[id];
      else tokens[id] = token;
      write(place('tokens'), tokens);
    },
    hasReacted: (id: string, reaction: Reaction) => reactions.has(`${id} ${reaction}`),
    setReacted: (id: string, reaction: Reaction, given: boolean) => {
      if (given) reactions.add(`${id} ${reaction}`);
      else reactions.delete(`${id} ${reaction}`);
      write(place('reactions'), [...reactions]);
    },
    unfinished: () => read<Unfinished | null>(place('unfinished'), null),
    setUnfinished: (unfinished: Unfinished | null) => write(place('unfinished'), unfinished),
  };
};
