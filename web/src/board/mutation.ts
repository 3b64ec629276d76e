import type { Draft, Patch, Reaction } from './message.ts';

/**
 * One's own change to a note. `key` is what the page calls the note: the message's id, or, for what this page posted,
 * the name that it had before the server gave it an id (it keeps that, so that a note in hand stays the same one).
 */
export type Change =
  | { kind: 'post'; key: string; draft: Draft; at: string }
  /** `base` is the text that an edit of the text was made for. */
  | { kind: 'edit'; key: string; patch: Patch; base?: string }
  | { kind: 'delete'; key: string }
  | { kind: 'react'; key: string; reaction: Reaction; given: boolean };

/**
 * A change on its way: `id` names it to the server (`clientMutationId`). `live` says that it was sent over the live
 * connection: only there is it known to be carried out once, however often it is sent.
 */
export type Mutation = Change & { id: string; live?: true };

/** Why the server, or this page in its place, refused a change. */
export type Problem = { status: number; code: string; detail: string };
