import { newId } from '../domain/id.ts';
import type { Message } from '../domain/message.ts';
import { putMessage } from '../table/message.ts';

const ATTEMPTS = 3;

/**
 * Posts a message on a board and returns it as it was stored.
 * @throws Refusal `unavailable` when the table does not answer
 */
export const postMessage = async (draft: Pick<Message, 'boardId' | 'author' | 'text'>): Promise<Message> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const message: Message = { id: newId(), ...draft, version: 1 };
    if (await putMessage(message)) return message;
  }
  throw new Error(`${ATTEMPTS} new ids in a row were taken: the source of random numbers is broken`);
};
