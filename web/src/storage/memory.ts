import type { Reaction } from '../../../src/domain/reaction.ts';
import type { Door } from '../api/board.ts';
import { outboxKeeper } from './outbox-keeper.ts';
import { placeOf, placeOfPerson } from './place.ts';
import type { Shelf } from './shelf.ts';
import type { Tab } from './tabs.ts';
import { unfinishedKeeper } from './unfinished.ts';

/** How a guest is called, for all doors; the one key that is older than the others. */
const GUEST_NAME = 'whiteboard:name';

type Options = { shelf: Shelf; tab: Tab; userId: string | undefined; door: Door };

/**
 * What the browser remembers of a person at a door: unsent changes, edit tokens, own reactions, what was being written. What
 * one person left there, the next one neither sees nor sends.
 */
export type Memory = ReturnType<typeof memoryOf>;

export const memoryOf = ({ shelf, tab, userId, door }: Options) => {
  const place = placeOf(userId, door);
  const nameKey = userId === undefined ? GUEST_NAME : `${placeOfPerson(userId)}name`;
  const tokenKey = (id: string, at = place) => `${at}token:${id}`;
  const reactionKey = (id: string, reaction: Reaction) => `${place}reaction:${id}:${reaction}`;
  const keep = (key: string, value: unknown): void => {
    if (value === undefined) shelf.remove(key);
    else shelf.set(key, value);
  };
  return {
    name: (): string => shelf.get<string>(nameKey) ?? '',
    setName: (name: string) => keep(nameKey, name),
    /**
     * The token with which one's own message may be changed. Doors without an account are open to everybody in this browser,
     * so who signs in keeps what they wrote there before.
     */
    token: (id: string): string | undefined =>
      shelf.get<string>(tokenKey(id)) ??
      (door.kind === 'board' ? undefined : shelf.get<string>(tokenKey(id, placeOf(undefined, door)))),
    setToken: (id: string, token: string | undefined) => keep(tokenKey(id), token),
    hasReacted: (id: string, reaction: Reaction): boolean => shelf.get(reactionKey(id, reaction)) !== undefined,
    setReacted: (id: string, reaction: Reaction, given: boolean) =>
      keep(reactionKey(id, reaction), given ? true : undefined),
    outbox: outboxKeeper(shelf, place, tab.id),
    unfinished: unfinishedKeeper(shelf, place, tab.id),
    /** Calls when another tab has changed something of this place. @returns what ends it */
    watch: (call: () => void): (() => void) => shelf.watch(place, call),
    whenGone: tab.whenGone,
    /** Nothing more is kept from here: whoever comes next goes on with what waits. */
    close: tab.close,
  };
};

/** How many changes and texts of a person wait, at all doors. */
export const unsentOf = (shelf: Shelf, userId: string | undefined): number => keysOfUnsent(shelf, userId).length;

/** Throws them away. */
export const forgetUnsent = (shelf: Shelf, userId: string | undefined): void => {
  for (const key of keysOfUnsent(shelf, userId)) shelf.remove(key);
};

const keysOfUnsent = (shelf: Shelf, userId: string | undefined): string[] =>
  shelf.keys(placeOfPerson(userId)).filter((key) => /^whiteboard:[^:]+:[^:]+:(outbox|unfinished):/.test(key));
