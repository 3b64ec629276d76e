import { Refusal } from '../domain/refusal.ts';
import { type Profile, usernameKey } from '../domain/user.ts';
import { idIn, profileKeys, usernameKeys } from './keys.ts';
import type { Item } from './kit/item.ts';
import { batchGet, getItem, itemOf } from './kit/read.ts';
import { transact } from './kit/transaction.ts';
import { IS_NEW, put, remove, type Write } from './kit/write.ts';

const profileOf = (item: Item): Profile => {
  const { PK, SK, ...profile } = item as Item & Omit<Profile, 'userId'>;
  return { userId: idIn(PK), ...profile };
};

/** Access pattern "the profile of a person". */
export const getProfile = async (userId: string): Promise<Profile | undefined> => {
  const item = await getItem(profileKeys(userId));
  return item && profileOf(item);
};

/** Access pattern "these people": the existing profiles, by user id. */
export const profilesById = async (ids: readonly string[]): Promise<Map<string, Profile>> => {
  const items = ids.length === 0 ? [] : await batchGet([...new Set(ids)].map(profileKeys));
  const profiles = ids.flatMap((id) => {
    const item = itemOf(items, profileKeys(id));
    return item ? [profileOf(item)] : [];
  });
  return new Map(profiles.map((profile) => [profile.userId, profile]));
};

/** Access pattern "who has this username": reads the claim, then the profile. */
export const findByUsername = async (username: string): Promise<Profile | undefined> => {
  const claim = await getItem(usernameKeys(usernameKey(username)));
  return claim && getProfile(String(claim.userId));
};

const putProfileWrite = ({ userId, ...attributes }: Profile, before: Profile | undefined): Write =>
  put(
    { ...profileKeys(userId), ...attributes },
    before ? { condition: 'username = :before', values: { ':before': before.username } } : IS_NEW,
  );

const claimWrite = ({ userId, username }: Profile): Write =>
  put(
    { ...usernameKeys(usernameKey(username)), userId },
    { condition: 'attribute_not_exists(PK) OR userId = :me', values: { ':me': userId } },
  );

const freeWrite = ({ userId, username }: Profile): Write =>
  remove(usernameKeys(usernameKey(username)), { condition: 'userId = :me', values: { ':me': userId } });

const ATTEMPTS = 5;

/**
 * Access pattern "name oneself": one transaction writes the profile, claims the new username and frees the old one. If
 * two people request a name at once, exactly one gets it.
 * @throws Refusal `username-taken`, `unavailable`
 */
export const putProfile = async (profile: Profile): Promise<void> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await getProfile(profile.userId);
    const renamed = before && usernameKey(before.username) !== usernameKey(profile.username);
    const refused = await transact({
      claim: claimWrite(profile),
      profile: putProfileWrite(profile, before),
      formerName: renamed ? freeWrite(before) : undefined,
    });
    if (!refused) return;
    if (refused.has('claim')) {
      throw new Refusal('username-taken', `The username ${profile.username} is taken. Choose another one.`);
    }
    // The profile changed between the read and the write, by another request of the same person.
  }
  throw new Refusal('unavailable', 'Another request is changing your profile. Send the request again.');
};
