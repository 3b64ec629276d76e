import type { Mutation } from '../board/mutation.ts';
import { otherTabs } from './by-tab.ts';
import type { Shelf } from './shelf.ts';

/** Changes that wait, and the ids that the server gave to what they are about. */
export type Waiting = { pending: readonly Mutation[]; posted: ReadonlyMap<string, string> };

/** Keeps the ids of what changes are about, as long as one waits that needs it. */
const postedKeeper = (shelf: Shelf, place: string) => {
  const shelfKey = (key: string) => `${place}posted:${key}`;
  const kept = new Set<string>();
  const keeper = {
    of: (key: string): string | undefined => shelf.get<string>(shelfKey(key)),
    keep: (key: string, id: string | undefined): void => {
      if (id !== undefined && !kept.has(key)) {
        kept.add(key);
        shelf.set(shelfKey(key), id);
      }
      if (id === undefined && kept.delete(key)) shelf.remove(shelfKey(key));
    },
    dropAllBut: (keys: ReadonlySet<string>): void => {
      for (const key of kept) if (!keys.has(key)) keeper.keep(key, undefined);
    },
  };
  return keeper;
};

/**
 * Keeps the changes that wait for the server, each under a key of its own that names the tab whose it is: that tab sends
 * it, and whoever finds it when that tab is no more.
 */
export const outboxKeeper = (shelf: Shelf, place: string, tab: string) => {
  const outbox = `${place}outbox:`;
  const own = `${outbox}${tab}:`;
  const ids = postedKeeper(shelf, place);
  const kept = new Map<string, { key: string; text: string }>();
  let count = 0;

  /** Sorts after those before it, also after those of tabs that were there before. */
  const nextKey = (): string => {
    count += 1;
    return `${own}${Date.now().toString(36).padStart(9, '0')}-${String(count).padStart(6, '0')}`;
  };
  const write = (mutation: Mutation, key: string): boolean => {
    const text = JSON.stringify(mutation);
    if (kept.get(mutation.id)?.text === text) return true;
    kept.set(mutation.id, { key, text });
    return shelf.set(key, mutation);
  };

  return {
    /**
     * Keeps what waits now, and nothing else of this tab's. What is new is written before what is over is removed: whenever
     * the tab ends in between, a change is there twice rather than not at all, and its id tells.
     * @returns false where something could not be kept
     */
    keep: ({ pending, posted }: Waiting): boolean => {
      const keys = new Set(pending.map(({ key }) => key));
      for (const key of keys) ids.keep(key, posted.get(key));
      const written = pending.map((mutation) => write(mutation, kept.get(mutation.id)?.key ?? nextKey()));
      const waiting = new Set(pending.map(({ id }) => id));
      for (const [id, { key }] of kept) {
        if (waiting.has(id)) continue;
        shelf.remove(key);
        kept.delete(id);
      }
      ids.dropAllBut(keys);
      return written.every(Boolean);
    },
    /** The tabs that something of is kept, but this one. */
    others: (): string[] => otherTabs(shelf, outbox, tab),
    /** Takes over what a tab that is no more has left, in its order. */
    adopt: (other: string): Waiting => {
      const pending: Mutation[] = [];
      const posted = new Map<string, string>();
      for (const key of shelf.keys(`${outbox}${other}:`)) {
        const mutation = shelf.get<Mutation>(key);
        if (mutation && !kept.has(mutation.id)) {
          write(mutation, nextKey());
          pending.push(mutation);
          const id = ids.of(mutation.key);
          if (id !== undefined) posted.set(mutation.key, id);
        }
        shelf.remove(key);
      }
      return { pending, posted };
    },
  };
};
