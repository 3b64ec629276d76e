import type { Mutation } from '../board/mutation.ts';
import { otherTabs } from './by-tab.ts';
import type { Shelf } from './shelf.ts';

/** Waiting changes, and the ids that the server gave to their notes. */
export type Waiting = { pending: readonly Mutation[]; posted: ReadonlyMap<string, string> };

/** Keeps the ids of notes as long as a waiting change needs them. */
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
 * Stores the changes that wait for the server, each under its own key with the name of its tab. That tab sends it, or
 * after its end the tab that finds it.
 */
export const outboxKeeper = (shelf: Shelf, place: string, tab: string) => {
  const outbox = `${place}outbox:`;
  const own = `${outbox}${tab}:`;
  const ids = postedKeeper(shelf, place);
  const kept = new Map<string, { key: string; text: string }>();
  let count = 0;

  /** Sorts after all earlier changes, also those of earlier tabs. */
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
     * Stores the waiting changes, and removes all others of this tab. New values are written before old ones are
     * removed: if the tab ends in between, a change exists twice rather than never, and its id reveals that.
     * @returns false when something could not be stored
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
    /** The other tabs with stored changes. */
    others: (): string[] => otherTabs(shelf, outbox, tab),
    /** Takes over what a closed tab has left, in order. */
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
