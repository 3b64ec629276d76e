/** What of the browser's Storage is used. */
export type Storage = {
  readonly length: number;
  key(n: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

/**
 * The browser's storage, one key for each thing. Tabs share it, and no tab may read a list, change it and write it back:
 * it would write what it knew over what another one has written since.
 */
export type Shelf = {
  get<T>(key: string): T | undefined;
  /** @returns false where storage is full or forbidden: the page works on without */
  set(key: string, value: unknown): boolean;
  remove(key: string): void;
  /** The keys that begin so, sorted. */
  keys(prefix: string): string[];
  /** Calls when another tab has changed a key that begins so. @returns what ends it */
  watch(prefix: string, call: () => void): () => void;
};

/** Tells of keys that other tabs change; null for all of them. @returns what ends it */
type Watch = (changed: (key: string | null) => void) => () => void;

const attempt = <T>(action: () => T, otherwise: T): T => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};

/** @param storage is asked for each time, since some browsers throw even at that */
export const shelfOn = (storage: () => Storage, watch: Watch): Shelf => ({
  get: <T>(key: string) =>
    attempt(() => {
      const text = storage().getItem(key);
      return text === null ? undefined : (JSON.parse(text) as T);
    }, undefined),
  set: (key, value) =>
    attempt(() => {
      storage().setItem(key, JSON.stringify(value));
      return true;
    }, false),
  remove: (key) => attempt(() => storage().removeItem(key), undefined),
  keys: (prefix) =>
    attempt(() => {
      const { length } = storage();
      const all = Array.from({ length }, (_, n) => storage().key(n) ?? '');
      return all.filter((key) => key.startsWith(prefix)).sort();
    }, []),
  watch: (prefix, call) =>
    watch((key) => {
      if (key === null || key.startsWith(prefix)) call();
    }),
});
