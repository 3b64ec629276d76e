import { type Shelf, type Storage, shelfOn } from '../../web/src/storage/shelf.ts';
import type { Tab } from '../../web/src/storage/tabs.ts';

type Watcher = { tab: string; changed: (key: string | null) => void };

/**
 * The storage that all tabs share. Each tab gets events for changes of others. `state.full`: every write is refused.
 */
const sharedStorage = () => {
  const kept = new Map<string, string>();
  const state = { full: false };
  const watchers = new Set<Watcher>();
  const tell = (tab: string, key: string) => {
    for (const watcher of watchers) if (watcher.tab !== tab) queueMicrotask(() => watcher.changed(key));
  };
  const storageOf = (tab: string): Storage => ({
    get length() {
      return kept.size;
    },
    key: (n) => [...kept.keys()][n] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (state.full) throw new Error('QuotaExceededError');
      kept.set(key, value);
      tell(tab, key);
    },
    removeItem: (key) => {
      if (kept.delete(key)) tell(tab, key);
    },
  });
  const shelfOf = (tab: string): Shelf =>
    shelfOn(
      () => storageOf(tab),
      (changed) => {
        const watcher = { tab, changed };
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
    );
  return { kept, state, shelfOf };
};

/** The open tabs, and the waiters for their ends. As with locks, waiters are called later, one after the other. */
const openTabs = () => {
  const open = new Set<string>();
  const waiting: { other: string; call: () => void; signal: AbortSignal }[] = [];
  const release = (gone: string) => {
    for (const entry of waiting.filter(({ other }) => other === gone)) {
      waiting.splice(waiting.indexOf(entry), 1);
      queueMicrotask(() => !entry.signal.aborted && entry.call());
    }
  };
  return {
    add: (id: string) => open.add(id),
    whenGone: (other: string, call: () => void, signal: AbortSignal) => {
      waiting.push({ other, call, signal });
      if (!open.has(other)) release(other);
    },
    close: (id: string) => {
      open.delete(id);
      release(id);
    },
  };
};

/** A browser with tabs that share its storage, and get events for changes of others. */
export const makeBrowser = () => {
  const { kept, state, shelfOf } = sharedStorage();
  const tabs = openTabs();
  let count = 0;
  return {
    kept,
    state,
    shelf: shelfOf('nobody'),
    open: (): Tab & { shelf: Shelf; closed: Promise<void> } => {
      count += 1;
      const id = `tab-${count}`;
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      tabs.add(id);
      return {
        id,
        shelf: shelfOf(id),
        closed,
        whenGone: tabs.whenGone,
        close: () => {
          tabs.close(id);
          resolve();
        },
      };
    },
  };
};

export type TestBrowser = ReturnType<typeof makeBrowser>;
