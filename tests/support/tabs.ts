import { type Shelf, type Storage, shelfOn } from '../../web/src/storage/shelf.ts';
import type { Tabs } from '../../web/src/storage/tabs.ts';

/** A browser's storage, as far as the page uses it. `full` refuses every write. */
export const makeStorage = () => {
  const kept = new Map<string, string>();
  const state = { full: false };
  const storage: Storage = {
    get length() {
      return kept.size;
    },
    key: (n) => [...kept.keys()][n] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (state.full) throw new Error('QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  };
  return { kept, state, storage };
};

/** A browser with tabs that share its storage. What a tab leaves is found as soon as it is closed. */
export const makeBrowser = () => {
  const { kept, state, storage } = makeStorage();
  const shelf: Shelf = shelfOn(
    () => storage,
    () => () => undefined,
  );
  const alive = new Set<string>();
  const waiting: { tab: string; call: () => void; signal: AbortSignal }[] = [];
  let count = 0;
  const release = (tab: string) => {
    for (const entry of waiting.filter((one) => one.tab === tab)) {
      waiting.splice(waiting.indexOf(entry), 1);
      // As locks do: later, and one after the other.
      queueMicrotask(() => !entry.signal.aborted && entry.call());
    }
  };
  return {
    kept,
    state,
    shelf,
    open: (): { tabs: Tabs; close(): void } => {
      count += 1;
      const id = `tab-${count}`;
      alive.add(id);
      return {
        tabs: {
          id,
          whenGone: (tab, call, signal) => {
            waiting.push({ tab, call, signal });
            if (!alive.has(tab)) release(tab);
          },
        },
        close: () => {
          alive.delete(id);
          release(id);
        },
      };
    },
  };
};

export type TestBrowser = ReturnType<typeof makeBrowser>;
