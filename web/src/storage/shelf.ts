/** The part of the browser's Storage that is used. */
export type Storage = {
  readonly length: number;
  key(n: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

/**
 * The browser's storage, with one key for each value. Tabs share it. No tab may read a list, change it and write it
 * back, because it would overwrite what another tab has written since.
 */
export type Shelf = {
  get<T>(key: string): T | undefined;
  /** @returns false when storage is full or forbidden; the page continues without it */
  set(key: string, value: unknown): boolean;
  remove(key: string): void;
  /** The keys with this prefix, sorted. */
  keys(prefix: string): string[];
  /** Calls when another tab has changed a key with this prefix. @returns a function that stops it */
  watch(prefix: string, call: () => void): () => void;
};

/** Calls for keys that other tabs change; null means all keys. @returns a function that stops it */
type Watch = (changed: (key: string | null) => void) => () => void;

const attempt = <T>(action: () => T, otherwise: T): T => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};

/** @param storage is called each time, since even that throws in some browsers */
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
