import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Door } from '../api/board.ts';

const ALL = 'whiteboard:';

/** A digest for names of keys. The browser's own digest exists only on secure pages. */
const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);

const nameOf = (door: Door): string => {
  if (door.kind === 'wall') return 'wall';
  return door.kind === 'board' ? `board-${door.boardId}` : `shared-${digestOf(door.token)}`;
};

/** The key prefix of a person's values; undefined stands for people who are not signed in. It ends with `:`. */
export const placeOfPerson = (userId: string | undefined): string =>
  userId === undefined ? `${ALL}guest:` : `${ALL}user-${digestOf(userId)}:`;

/** The key prefix of a person's values at a door. Another person has another prefix. */
export const placeOf = (userId: string | undefined, door: Door): string => `${placeOfPerson(userId)}${nameOf(door)}:`;
