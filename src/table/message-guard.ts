import { isGone } from '../domain/message.ts';
import { Refusal } from '../domain/refusal.ts';
import { isSameDigest } from '../domain/secret.ts';
import { nowInSeconds } from '../domain/time.ts';
import { userPartition } from './keys.ts';
import type { Item } from './kit/item.ts';
import { versionCondition } from './merge.ts';
import { fromItem, type StoredMessage } from './message-item.ts';

/** The right to change a message: its edit token, being its author, or `any` for owners of the board. */
export type Right = { editDigest: Uint8Array } | { authorId: string } | 'any';

/**
 * The conditions of a change: the message exists, the caller has the right, and, if given, the message has one of these
 * versions (no message has version 0).
 */
export type MessageGuard = { right: Right; versions?: readonly number[] | undefined };

const rightCondition = (right: Right): { condition: string; values: Record<string, unknown> } => {
  if (right === 'any') return { condition: 'attribute_exists(SK)', values: {} };
  return 'authorId' in right
    ? { condition: 'GSI1PK = :author', values: { ':author': userPartition(right.authorId) } }
    : { condition: 'editDigest = :editDigest', values: { ':editDigest': right.editDigest } };
};

/** The guard as a condition of the write, with its names and values. */
export const guardCondition = ({ right, versions }: MessageGuard) => {
  const allowed = rightCondition(right);
  const version = versionCondition(versions);
  const alive = '(attribute_not_exists(expiresAt) OR expiresAt > :now)';
  return {
    condition: [allowed.condition, alive, version.condition].join(' AND '),
    names: version.names,
    values: { ...allowed.values, ':now': nowInSeconds(), ...version.values },
  };
};

/** The refusal for a missing message. */
export const notFound = (): Refusal =>
  new Refusal('not-found', 'There is no such message: it was deleted, has expired, or never existed.');

const wrongRight = ({ message, editDigest }: StoredMessage, right: Right): Refusal | undefined => {
  if (right === 'any') return undefined;
  if ('authorId' in right) {
    const mine = message.authorId === right.authorId;
    return mine
      ? undefined
      : new Refusal('not-author', 'Only its author, or an owner of the board, may change a message.');
  }
  if (editDigest && isSameDigest(editDigest, right.editDigest)) return undefined;
  return new Refusal('edit-token-wrong', 'This is not the edit token that was returned when the message was posted.');
};

const reason = (found: StoredMessage | undefined, { right }: MessageGuard): Refusal => {
  if (!found || isGone(found.message)) return notFound();
  const stale = `The message now has version ${found.message.version}. Read it again, and decide whether your change still fits.`;
  return wrongRight(found, right) ?? new Refusal('version-mismatch', stale);
};

/** The refusal of a guarded write, by the item that it found. */
export const refusalOf = (found: Item | undefined, guard: MessageGuard): Refusal =>
  reason(found && fromItem(found), guard);
