import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { isSameDigest } from '../domain/edit-token.ts';
import { isGone, nowInSeconds } from '../domain/message.ts';
import { Refusal } from '../domain/refusal.ts';
import { fromItem, type Item, type StoredMessage } from './message-item.ts';

/**
 * What must hold for a message to be changed: it is there, the caller has its edit token, and, where the caller said
 * so, it is still in one of these versions (0 is no version's number).
 */
export type MessageGuard = { editDigest: Uint8Array; versions?: readonly number[] | undefined };

/** The guard as a part of the write: a condition, the names and the values in it. */
export const guardCondition = ({ editDigest, versions }: MessageGuard) => {
  const numbered = Object.fromEntries((versions ?? []).map((version, n) => [`:version${n}`, version]));
  const conditions = ['editDigest = :editDigest', '(attribute_not_exists(expiresAt) OR expiresAt > :now)'];
  if (versions) conditions.push(`#version IN (${Object.keys(numbered).join(', ')})`);
  return {
    condition: conditions.join(' AND '),
    names: versions ? { '#version': 'version' } : {},
    values: { ':editDigest': editDigest, ':now': nowInSeconds(), ...numbered },
  };
};

/** The refusal of a message that is not there. */
export const notFound = (): Refusal =>
  new Refusal('not-found', 'There is no such message: it was deleted, its time is over, or it never was.');

const reason = (found: StoredMessage | undefined, guard: MessageGuard): Refusal => {
  if (!found || isGone(found.message)) return notFound();
  if (!isSameDigest(found.editDigest, guard.editDigest)) {
    return new Refusal('edit-token-wrong', 'This is not the edit token that was returned when the message was posted.');
  }
  return new Refusal(
    'version-mismatch',
    `The message is in version ${found.message.version} now. Read it again, and decide whether your change still fits.`,
  );
};

/** A guarded write that failed: what was in its way, and why it was refused. */
export type GuardFailure = { found: StoredMessage | undefined; refusal: Refusal; repeated: boolean };

/**
 * Says why a guarded write failed, by the item that DynamoDB found in its way. `repeated` tells that the SDK sent the
 * write more than once, so that an earlier attempt, whose answer was lost, may have made the condition fail.
 * @throws any error but a failed condition, as it is
 */
export const explainGuard = (error: unknown, guard: MessageGuard): GuardFailure => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  const found = error.Item && fromItem(error.Item as Item);
  return { found, refusal: reason(found, guard), repeated: (error.$metadata.attempts ?? 1) > 1 };
};
