import { type Draft, messageOf } from '../domain/draft.ts';
import { digestOf, newEditToken } from '../domain/edit-token.ts';
import { newId } from '../domain/id.ts';
import { putMessage } from '../table/message.ts';
import { type Posted, postMessageOnce } from './post-message-once.ts';

const ATTEMPTS = 3;

const postAnew = async (boardId: string, draft: Draft): Promise<Posted> => {
  const editToken = newEditToken();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const message = messageOf(boardId, draft, newId());
    if (await putMessage({ message, editDigest: digestOf(editToken) })) return { message, editToken, replayed: false };
  }
  throw new Error(`${ATTEMPTS} new ids in a row were taken: the source of random numbers is broken`);
};

/**
 * Posts a message on a board. With an idempotency key the same draft is posted once in 24 hours, however often it is sent.
 * @throws Refusal `idempotency-key-reused`, `unavailable`
 */
export const postMessage = (boardId: string, draft: Draft, idempotencyKey?: string): Promise<Posted> =>
  idempotencyKey === undefined ? postAnew(boardId, draft) : postMessageOnce(boardId, draft, idempotencyKey);
