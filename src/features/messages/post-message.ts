import { actorOf, requireProfile } from '../../access/actor.ts';
import { type Created, type Creation, create, type Once } from '../../access/create.ts';
import { placeGuard, quotaOf, takePlace } from '../../access/quota.ts';
import { type Actor, actorKey, type Caller, requireWriting } from '../../domain/actor.ts';
import { type Draft, messageOf } from '../../domain/draft.ts';
import type { Message } from '../../domain/message.ts';
import type { QuotaState } from '../../domain/quota.ts';
import { digestOf } from '../../domain/secret.ts';
import type { Profile } from '../../domain/user.ts';
import { putMessageWrite } from '../../table/message.ts';
import { getProfile } from '../../table/user.ts';

/** A new message, and the token to edit it; members need no token. */
export type Posted = { message: Message; editToken?: string | undefined };

/** The message that a request posts. For a member, the author always comes from their profile. */
export type DraftRequest = Omit<Draft, 'author' | 'authorId'> & { author?: string | undefined };

const signed = (actor: Actor, request: DraftRequest, profile: Profile | undefined): Draft =>
  actor.kind === 'member'
    ? { ...request, author: requireProfile(profile).displayName, authorId: actor.userId }
    : { ...request, author: request.author ?? '' };

const stored = ({ message, editToken }: Posted) => ({
  message,
  editDigest: editToken ? digestOf(editToken) : undefined,
});

/**
 * Posts a message. With an idempotency key, a request repeated within 24 hours is carried out and counted once. For
 * members, the change in the stream carries `mutationId`. `quota` is the state of the caller's quota afterwards, if the
 * stack has one for them.
 * @throws Refusal `not-found`, `role-too-low`, `link-read-only`, `profile-missing`, `quota-exceeded`,
 * `idempotency-key-reused`, `unavailable`
 */
export const postMessage = async (
  caller: Caller,
  request: DraftRequest,
  key?: string,
  mutationId?: string,
): Promise<Created<Posted> & { quota?: QuotaState | undefined }> => {
  const [actor, profile] = await Promise.all([
    actorOf(caller),
    caller.door === 'board' ? getProfile(caller.user.userId) : undefined,
  ]);
  requireWriting(actor);
  const draft = signed(actor, request, profile);
  const isMember = actor.kind === 'member';
  // Only for members: everybody on the board sees `mutationId`. It is also the idempotency key, and with the key of an
  // author who is not signed in, others could request the edit token.
  const shown = isMember ? mutationId : undefined;
  const creation: Creation<Posted> = {
    // A repetition keeps the author's name of the first request.
    answer: ({ id, secret, memo = draft.author }) => ({
      message: messageOf(actor.boardId, { ...draft, author: memo }, id),
      editToken: isMember ? undefined : secret,
    }),
    writes: (seed) => ({ message: putMessageWrite({ ...stored(creation.answer(seed)), mutationId: shown }) }),
  };
  const quota = quotaOf(actor);
  if (key === undefined) {
    const remaining = quota && (await takePlace(quota));
    return { ...(await create(undefined, creation)), quota: quota && { ...quota, remaining } };
  }
  const scope = `post-message ${actor.boardId} ${actorKey(actor)}`;
  const once: Once = { scope, key, payload: request, memo: isMember ? draft.author : undefined };
  // A transaction returns no values. The number of remaining posts is not worth another read.
  return { ...(await create(once, creation, quota && placeGuard(quota))), quota };
};
