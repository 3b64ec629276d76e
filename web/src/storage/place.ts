import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Door } from '../api/board.ts';

const ALL = 'whiteboard:';

/** Instead of what must not stand in a key's name. Not the browser's own digest, which only secure pages have. */
const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);

const nameOf = (door: Door): string => {
  if (door.kind === 'wall') return 'wall';
  return door.kind === 'board' ? `board-${door.boardId}` : `shared-${digestOf(door.token)}`;
};

/** Where what belongs to a person is kept; undefined for who is not signed in. Key names end with `:`. */
export const placeOfPerson = (userId: string | undefined): string =>
  userId === undefined ? `${ALL}guest:` : `${ALL}user-${digestOf(userId)}:`;

/** Where what belongs to a person at a door is kept. What somebody else wrote there is another place. */
export const placeOf = (userId: string | undefined, door: Door): string => `${placeOfPerson(userId)}${nameOf(door)}:`;
