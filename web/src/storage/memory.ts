import type { Reaction } from '../../../src/domain/reaction.ts';
import type { Door } from '../api/board.ts';
import { outboxKeeper } from './outbox-keeper.ts';
import { placeOf, placeOfPerson } from './place.ts';
import type { Shelf } from './shelf.ts';
import type { Tab } from './tabs.ts';
import { unfinishedKeeper } from './unfinished.ts';

/** A guest's name, for all doors. This key is older than the others. */
const GUEST_NAME = 'whiteboard:name';

type Options = { shelf: Shelf; tab: Tab; userId: string | undefined; door: Door };

/**
 * What the browser stores for a person at a door: unsent changes, edit tokens, own reactions, unfinished texts. Another
 * person in the same browser neither sees nor sends it.
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
     * The edit token of an own message. At doors without an account, tokens are shared by everyone in this browser, so
     * people keep them when they sign in.
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
    /** Calls when another tab has changed a value of this place. @returns a function that stops it */
    watch: (call: () => void): (() => void) => shelf.watch(place, call),
    whenGone: tab.whenGone,
    /** Stops storing for this tab. The next tab continues with the waiting changes. */
    close: tab.close,
  };
};

/** The number of waiting changes and texts of a person, at all doors. */
export const unsentOf = (shelf: Shelf, userId: string | undefined): number => keysOfUnsent(shelf, userId).length;

/** Deletes them. */
export const forgetUnsent = (shelf: Shelf, userId: string | undefined): void => {
  for (const key of keysOfUnsent(shelf, userId)) shelf.remove(key);
};

const keysOfUnsent = (shelf: Shelf, userId: string | undefined): string[] =>
  shelf.keys(placeOfPerson(userId)).filter((key) => /^whiteboard:[^:]+:[^:]+:(outbox|unfinished):/.test(key));
