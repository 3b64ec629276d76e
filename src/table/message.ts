import { isGone, type Message, type MessageChange } from '../domain/message.ts';
import { getItem } from './kit/read.ts';
import { IS_NEW, type PutWrite, put, remove, sendDelete, sendUpdate } from './kit/write.ts';
import { mergeWrite } from './merge.ts';
import { guardCondition, type MessageGuard, notFound, refusalOf } from './message-guard.ts';
import { fromItem, type MessageRef, messageKeys, openTaskKeys, type StoredMessage, toItem } from './message-item.ts';
import { isDeletedAlready, isEditedAlready } from './repetition.ts';

/** Access pattern "post a message": a put that never replaces an item. */
export const putMessageWrite = (stored: StoredMessage): PutWrite => put(toItem(stored), IS_NEW);

/** Access pattern "read a message". @throws Refusal `not-found` */
export const getMessage = async (ref: MessageRef): Promise<Message> => {
  const item = await getItem(messageKeys(ref));
  const found = item && fromItem(item).message;
  if (!found || isGone(found)) throw notFound();
  return found;
};

/** The assignments for an attribute; `done` also updates the index of open tasks. */
const assignments = (
  ref: MessageRef,
  change: MessageChange,
  mutationId: string | undefined,
): Record<string, unknown> => ({
  ...change,
  mutationId,
  ...(change.done === false && openTaskKeys(ref)),
  ...((change.done === true || change.done === null) && { GSI2PK: null, GSI2SK: null }),
});

/**
 * Access pattern "edit a message": one conditional update without a read before it. Absent values stay, null removes.
 * @returns the updated message
 * @throws Refusal `not-found`, `edit-token-wrong`, `version-mismatch`
 */
export const updateMessage = async (
  ref: MessageRef,
  change: MessageChange,
  guard: MessageGuard,
  mutationId?: string,
): Promise<Message> => {
  const write = mergeWrite(messageKeys(ref), assignments(ref, change, mutationId), guardCondition(guard));
  const { returned, refused } = await sendUpdate(write, 'ALL_NEW');
  if (!refused) return fromItem(returned).message;
  const found = refused.found && fromItem(refused.found).message;
  if (found && isEditedAlready(refused, found, change, guard.versions)) return found;
  throw refusalOf(refused.found, guard);
};

/** Access pattern "delete a message". @throws Refusal `not-found`, `edit-token-wrong`, `version-mismatch` */
export const deleteMessage = async (ref: MessageRef, guard: MessageGuard): Promise<void> => {
  const { refused } = await sendDelete(remove(messageKeys(ref), guardCondition(guard)));
  if (refused && !isDeletedAlready(refused)) throw refusalOf(refused.found, guard);
};
