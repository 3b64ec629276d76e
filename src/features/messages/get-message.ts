import { actorOf } from '../../access/actor.ts';
import type { Caller } from '../../domain/actor.ts';
import type { Message } from '../../domain/message.ts';
import * as table from '../../table/message.ts';

/** One message of the caller's board. @throws Refusal `not-found`, `unavailable` */
export const getMessage = async (caller: Caller, id: string): Promise<Message> => {
  const { boardId } = await actorOf(caller);
  return table.getMessage({ boardId, id });
};
