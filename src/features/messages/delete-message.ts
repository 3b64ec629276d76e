import { actorOf } from '../../access/actor.ts';
import { guardOf, type Permission } from '../../access/right.ts';
import type { Caller } from '../../domain/actor.ts';
import * as table from '../../table/message.ts';

/** Deletes a message of the caller's board. @throws Refusal as `editMessage` */
export const deleteMessage = async (caller: Caller, id: string, permission: Permission): Promise<void> => {
  const actor = await actorOf(caller);
  await table.deleteMessage({ boardId: actor.boardId, id }, guardOf(actor, permission));
};
