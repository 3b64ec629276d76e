import * as z from 'zod';
import type { Actor } from '../domain/actor.ts';
import { sourceOf } from '../domain/address.ts';
import { type Quota, type QuotaPolicy, windowAt } from '../domain/quota.ts';
import { Refusal } from '../domain/refusal.ts';
import { hexDigestOf } from '../domain/secret.ts';
import { fromEnvironment } from '../environment.ts';
import { countPost, countPostWrite } from '../table/quota.ts';
import type { Guard } from './create.ts';

const Limit = z.coerce.number().int().min(0);

/** Posts per minute for each policy; 0 means no quota. */
const postsPerMinute = fromEnvironment(
  { POSTS_PER_MINUTE_PER_PERSON: Limit, POSTS_PER_MINUTE_PER_LINK: Limit, POSTS_PER_MINUTE_PER_ADDRESS: Limit },
  (env): Record<QuotaPolicy, number> => ({
    person: env.POSTS_PER_MINUTE_PER_PERSON,
    link: env.POSTS_PER_MINUTE_PER_LINK,
    address: env.POSTS_PER_MINUTE_PER_ADDRESS,
  }),
);

const subjectOf = (actor: Actor): [QuotaPolicy, string] => {
  if (actor.kind === 'member') return ['person', actor.userId];
  return actor.kind === 'guest' ? ['link', actor.linkId] : ['address', sourceOf(actor.address)];
};

/** The quota that an actor's post counts towards; undefined if the stack has none for them. */
export const quotaOf = (actor: Actor): Quota | undefined => {
  const [policy, subject] = subjectOf(actor);
  const limit = postsPerMinute()[policy];
  return limit === 0 ? undefined : { policy, subjectDigest: hexDigestOf(subject), limit, ...windowAt(Date.now()) };
};

const WHOSE: Record<QuotaPolicy, string> = {
  person: 'you may post in a minute, on all boards together',
  link: 'all guests of this link together may post in a minute',
  address: 'may be posted in a minute from your network address',
};

/** The refusal of a post that exceeds a quota. */
const quotaExceeded = (quota: Quota): Refusal => {
  const { policy, limit, secondsLeft } = quota;
  const message = `This is more than ${WHOSE[policy]} (${limit}). Nothing was posted; send it again in ${secondsLeft} s.`;
  return new Refusal('quota-exceeded', message, { quota: { policy, limit, secondsLeft, remaining: 0 } });
};

/** Uses one post of a quota. @returns the number of posts left @throws Refusal `quota-exceeded`, `unavailable` */
export const takePlace = async (quota: Quota): Promise<number> => {
  const count = await countPost(quota);
  if (count === undefined) throw quotaExceeded(quota);
  return quota.limit - count;
};

/** The same, as a part of the transaction that stores the post. */
export const placeGuard = (quota: Quota): Guard => ({
  write: countPostWrite(quota),
  refusal: () => quotaExceeded(quota),
});
