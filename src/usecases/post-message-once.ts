import { setTimeout as delay } from 'node:timers/promises';
import { type Draft, messageOf } from '../domain/draft.ts';
import { deriveEditToken, digestOf, isSameDigest, newNonce } from '../domain/edit-token.ts';
import { newId } from '../domain/id.ts';
import { IDEMPOTENCY_SECONDS } from '../domain/limits.ts';
import { type Message, nowInSeconds } from '../domain/message.ts';
import { Refusal } from '../domain/refusal.ts';
import { type IdempotencyRecord, idempotencyDigest, keyReused, putMessageOnce } from '../table/idempotency.ts';

/** A new message, the token that its author may edit it with, and whether it is the answer to an earlier request. */
export type Posted = { message: Message; editToken: string; replayed: boolean };

const ATTEMPTS = 6;
const PAUSE_MS = 40;

/**
 * Posts a draft under an idempotency key. The record and the message are written together or not at all, and the answer
 * follows from draft, key and record alone: so a repetition gets the first answer again, edit token included, while the
 * table holds only digests of key and token.
 * @throws Refusal `idempotency-key-reused`, `unavailable`
 */
export const postMessageOnce = async (boardId: string, draft: Draft, key: string): Promise<Posted> => {
  const payloadDigest = digestOf(JSON.stringify(draft));
  const keyDigest = idempotencyDigest(`post-message ${boardId}`, key);
  const answer = ({ messageId, nonce }: Pick<IdempotencyRecord, 'messageId' | 'nonce'>, replayed: boolean): Posted => ({
    message: messageOf(boardId, draft, messageId),
    editToken: deriveEditToken(key, nonce),
    replayed,
  });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const record = {
      keyDigest,
      payloadDigest,
      messageId: newId(),
      nonce: newNonce(),
      expiresAt: nowInSeconds() + IDEMPOTENCY_SECONDS,
    };
    const { message, editToken } = answer(record, false);
    const outcome = await putMessageOnce({ message, editDigest: digestOf(editToken) }, record);
    if (outcome === 'stored') return { message, editToken, replayed: false };
    if (typeof outcome === 'object') {
      if (!isSameDigest(outcome.payloadDigest, payloadDigest)) throw keyReused();
      return answer(outcome, outcome.messageId !== record.messageId);
    }
    if (outcome === 'in conflict') await delay(Math.random() * PAUSE_MS * attempt);
  }
  throw new Refusal('unavailable', 'Too many requests with this Idempotency-Key at once. Send it again.');
};
