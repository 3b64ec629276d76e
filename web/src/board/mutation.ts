import type { Reaction } from '../../../src/domain/reaction.ts';
import type { Refused } from '../../../src/features/live/frame-schemas.ts';
import type { Draft, Patch } from './message.ts';

/**
 * One's own change to a note. `key` is what the page calls the note: the message's id, or, for what this page posted,
 * the name that it had before the server gave it an id (it keeps that, so that a note in hand stays the same one).
 */
export type Change =
  | { kind: 'post'; key: string; draft: Draft; at: string }
  /** `expected`: what must still hold of the note, as the edit was made for that; null for what must not be there. */
  | { kind: 'edit'; key: string; patch: Patch; expected?: Patch }
  /** `untouched`: only if nobody else has changed the note since one did oneself. */
  | { kind: 'delete'; key: string; untouched?: true }
  | { kind: 'react'; key: string; reaction: Reaction; given: boolean };

/**
 * A change on its way: `id` names it to the server, which carries out a post of one id once. `sentAt` is when it was first
 * sent, epoch milliseconds: from then on it may have been carried out. `undoing`: it undoes another one.
 */
export type Mutation = Change & { id: string; sentAt?: number; undoing?: true };

/** Why the server, or this page in its place, refused a change. */
export type Problem = Pick<Refused['problem'], 'status' | 'code' | 'detail'>;

/** What is refused because of what others did since. */
export const CONFLICT: Problem = {
  status: 412,
  code: 'version-mismatch',
  detail: 'Somebody changed this note in the meantime.',
};
