import type { Mutation } from '../board/mutation.ts';
import { otherTabs } from './by-tab.ts';
import type { Shelf } from './shelf.ts';

/** Changes that wait, and the ids that the server gave to what they are about. */
export type Waiting = { pending: readonly Mutation[]; posted: ReadonlyMap<string, string> };

/**
 * Keeps the changes that wait for the server, each under a key of its own that names the tab whose it is: that tab sends
 * it, and whoever finds it when that tab is no more.
 */
export const outboxKeeper = (shelf: Shelf, place: string, tab: string) => {
  const outbox = `${place}outbox:`;
  const own = `${outbox}${tab}:`;
  const postedKey = (key: string) => `${place}posted:${key}`;
  const kept = new Map<string, { key: string; text: string }>();
  const keptPosted = new Set<string>();
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

  /** The id of what a change is about, as long as one waits that needs it. */
  const keepPosted = (key: string, id: string | undefined): void => {
    if (id !== undefined && !keptPosted.has(key)) {
      keptPosted.add(key);
      shelf.set(postedKey(key), id);
    }
    if (id === undefined && keptPosted.delete(key)) shelf.remove(postedKey(key));
  };

  return {
    /**
     * Keeps what waits now, and nothing else of this tab's. What is new is written before what is over is removed: whenever
     * the tab ends in between, a change is there twice rather than not at all, and its id tells.
     * @returns false where something could not be kept
     */
    keep: ({ pending, posted }: Waiting): boolean => {
      const keys = new Set(pending.map(({ key }) => key));
      for (const key of keys) keepPosted(key, posted.get(key));
      const written = pending.map((mutation) => write(mutation, kept.get(mutation.id)?.key ?? nextKey()));
      const ids = new Set(pending.map(({ id }) => id));
      for (const [id, { key }] of kept) {
        if (ids.has(id)) continue;
        shelf.remove(key);
        kept.delete(id);
      }
      for (const key of keptPosted) if (!keys.has(key)) keepPosted(key, undefined);
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
          const id = shelf.get<string>(postedKey(mutation.key));
          if (id !== undefined) posted.set(mutation.key, id);
        }
        shelf.remove(key);
      }
      return { pending, posted };
    },
  };
};
