import { type Actor, type Caller, requireWriting } from '../domain/actor.ts';
import { Refusal, type RefusalCode } from '../domain/refusal.ts';
import { digestOf } from '../domain/secret.ts';
import type { MessageGuard, Right } from '../table/message-guard.ts';

/** What a request to change a message contains: an edit token, and the versions that the change is based on. */
export type Permission = { editToken?: string | undefined; versions?: readonly number[] | undefined };

const rightOf = (actor: Actor, editToken: string | undefined): Right => {
  if (actor.kind === 'member') return actor.role === 'owner' ? 'any' : { authorId: actor.userId };
  if (editToken) return { editDigest: digestOf(editToken) };
  throw new Refusal(
    'edit-token-missing',
    'Send the header Edit-Token with the editToken that was returned when the message was posted.',
  );
};

/**
 * The guard of a change. Owners may change any message, editors their own, and others the messages whose edit token
 * they have.
 * @throws Refusal `role-too-low`, `link-read-only`, `edit-token-missing`
 */
export const guardOf = (actor: Actor, { editToken, versions }: Permission): MessageGuard => {
  requireWriting(actor);
  return { right: rightOf(actor, editToken), versions };
};

/** The refusals of a change of a message, at each door. */
export const CHANGE_REFUSALS = {
  wall: ['not-found', 'version-mismatch', 'edit-token-missing', 'edit-token-wrong'],
  board: ['not-found', 'version-mismatch', 'role-too-low', 'not-author'],
  shared: ['not-found', 'version-mismatch', 'link-read-only', 'edit-token-missing', 'edit-token-wrong'],
} as const satisfies Record<Caller['door'], readonly RefusalCode[]>;
