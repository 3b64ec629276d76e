import type { Shelf } from './shelf.ts';

/** The other tabs with stored values under keys that continue with `<tab>:`. */
export const otherTabs = (shelf: Shelf, prefix: string, own: string): string[] => {
  const tabs = shelf.keys(prefix).map((key) => key.slice(prefix.length).split(':')[0] ?? '');
  return [...new Set(tabs)].filter((tab) => tab !== own);
};
