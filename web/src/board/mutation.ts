import type { Reaction } from '../../../src/domain/reaction.ts';
import type { Refused } from '../../../src/features/live/frame-schemas.ts';
import type { Draft, Patch } from './message.ts';

/**
 * The person's own change to a note. `key` is the page's name for the note: the message's id, or, for a note posted by
 * this page, the name from before the server gave it an id. The key never changes, so the page keeps the same element
 * for the note.
 */
export type Change =
  | { kind: 'post'; key: string; draft: Draft; at: string }
  /**
   * `expected`: values that the note must still have, because the edit is based on them; null for values that must be
   * absent.
   */
  | { kind: 'edit'; key: string; patch: Patch; expected?: Patch }
  /** `untouched`: only if nobody else has changed the note since this person's last change. */
  | { kind: 'delete'; key: string; untouched?: true }
  | { kind: 'react'; key: string; reaction: Reaction; given: boolean };

/**
 * A change that is being sent. `id` names it to the server, which carries out a post with one id only once. `sentAt` is
 * the time of the first attempt (epoch milliseconds); from then on the change may have been carried out. `undoing`: it
 * undoes another change.
 */
export type Mutation = Change & { id: string; sentAt?: number; undoing?: true };

/** Why the server, or the page itself, refused a change. */
export type Problem = Pick<Refused['problem'], 'status' | 'code' | 'detail'>;

/** The problem of a change that conflicts with a later change of another person. */
export const CONFLICT: Problem = {
  status: 412,
  code: 'version-mismatch',
  detail: 'Somebody changed this note in the meantime.',
};
