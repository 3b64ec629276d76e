/** A value that others can watch. */
export type Store<T> = {
  get(): T;
  set(value: T): void;
  update(change: Partial<T>): void;
  /** @returns a function that stops watching */
  subscribe(watcher: () => void): () => void;
};

export const createStore = <T extends object>(initial: T): Store<T> => {
  let value = initial;
  const watchers = new Set<() => void>();
  const set = (next: T) => {
    if (next === value) return;
    value = next;
    for (const watcher of [...watchers]) watcher();
  };
  return {
    get: () => value,
    set,
    update: (change) => set({ ...value, ...change }),
    subscribe: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
};
