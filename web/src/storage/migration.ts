import type { Door } from '../api/board.ts';
import type { Mutation } from '../board/mutation.ts';
import { placeOf } from './place.ts';
import type { Shelf } from './shelf.ts';

/** The storage of the page's first version: one key for each kind of value and door, named by the door's path. */
type Old = {
  tokens: Record<string, string>;
  pending: { pending: (Mutation & { base?: string })[]; posted: [string, string][] };
  unfinished: { key: string; text: string } | null;
};

/** Doors without an account. Values of boards are dropped, because that version did not store whose they were. */
const doorIn = (path: string): Door | undefined => {
  if (path === '') return { kind: 'wall' };
  const token = /^\/shared\/([\w-]{43})$/.exec(path)?.[1];
  return token === undefined ? undefined : { kind: 'shared', token };
};

/**
 * Takes over what the first version of this page has stored. It is stored as the values of a closed tab, so the next
 * tab finds it.
 */
export const migrate = (shelf: Shelf): void => {
  for (const kind of ['tokens', 'pending', 'unfinished'] as const) {
    const prefix = `whiteboard:${kind}:`;
    for (const key of shelf.keys(prefix)) {
      const door = doorIn(key.slice(prefix.length));
      if (!door) continue;
      take(shelf, kind, shelf.get(key) ?? null, placeOf(undefined, door));
      shelf.remove(key);
    }
  }
};

const take = (shelf: Shelf, kind: keyof Old, value: unknown, place: string): void => {
  if (value === null) return;
  if (kind === 'tokens') {
    for (const [id, token] of Object.entries(value as Old['tokens'])) shelf.set(`${place}token:${id}`, token);
  }
  if (kind === 'unfinished') {
    const { key, text } = value as NonNullable<Old['unfinished']>;
    shelf.set(`${place}unfinished:first:1`, { id: '1', ...(key !== '' && { key }), text });
  }
  if (kind === 'pending') {
    const { pending, posted } = value as Old['pending'];
    for (const [key, id] of posted) shelf.set(`${place}posted:${key}`, id);
    for (const [n, { base, ...mutation }] of pending.entries()) {
      const expected = base === undefined ? {} : { expected: { text: base } };
      shelf.set(`${place}outbox:first:${String(n).padStart(6, '0')}`, { ...mutation, ...expected });
    }
  }
};
