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

/** A new message, and the token to edit it with; members need none. */
export type Posted = { message: Message; editToken?: string | undefined };

/** What a request asks to post; a member's author is their profile, whatever else. */
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
 * Posts a message. With an idempotency key the same request is carried out once in 24 hours, however often it is sent, and
 * counts once. `mutationId` comes back with the change that the stream tells of, if a member posts. `quota` is how the
 * quota of posts stands then, where the stack has one for the caller.
 * @throws Refusal `not-found`, `role-too-low`, `link-read-only`, `profile-missing`, `quota-exceeded`,
 *   `idempotency-key-reused`, `unavailable`
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
  // Everybody on a board sees it, and to a guest it is the key: whoever knew that could ask for the edit token once more.
  const shown = isMember ? mutationId : undefined;
  const creation: Creation<Posted> = {
    // A repetition names its author as they were called when it was first sent.
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
  // A transaction returns no values: how many posts remain is not known here, and not worth a read.
  return { ...(await create(once, creation, quota && placeGuard(quota))), quota };
};
