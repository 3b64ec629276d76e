import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { Refusal } from '../domain/refusal.ts';
import { type Profile, usernameKey } from '../domain/user.ts';
import { type Attributes, batchGet, itemOf } from './batch.ts';
import { client, table } from './client.ts';
import { idIn, profileKeys, usernameKeys } from './keys.ts';
import { conditionFailed, transact, type Write } from './transaction.ts';

const profileOf = (attributes: Attributes): Profile => {
  const { PK, SK, ...profile } = attributes as Attributes & Omit<Profile, 'userId'>;
  return { userId: idIn(PK), ...profile };
};

const getItem = async (keys: { PK: string; SK: string }): Promise<Attributes | undefined> => {
  const { Item } = await client().send(new GetItemCommand({ ...table(), Key: marshall(keys) }));
  return Item && (unmarshall(Item) as Attributes);
};

/** Access pattern "the profile of a person". */
export const getProfile = async (userId: string): Promise<Profile | undefined> => {
  const item = await getItem(profileKeys(userId));
  return item && profileOf(item);
};

/** Access pattern "these people": the profiles that there are, by user id. */
export const profilesById = async (ids: readonly string[]): Promise<Map<string, Profile>> => {
  const items = ids.length === 0 ? [] : await batchGet([...new Set(ids)].map(profileKeys));
  const profiles = ids.flatMap((id) => {
    const item = itemOf<Attributes>(items, profileKeys(id));
    return item ? [profileOf(item)] : [];
  });
  return new Map(profiles.map((profile) => [profile.userId, profile]));
};

/** Access pattern "who has this username": the claim, then the profile. */
export const findByUsername = async (username: string): Promise<Profile | undefined> => {
  const claim = await getItem(usernameKeys(usernameKey(username)));
  return claim && getProfile(String(claim.userId));
};

const putProfileWrite = ({ userId, ...attributes }: Profile, before: Profile | undefined): Write => ({
  Put: {
    TableName: table().TableName,
    Item: marshall({ ...profileKeys(userId), ...attributes }, { removeUndefinedValues: true }),
    ConditionExpression: before ? 'username = :before' : 'attribute_not_exists(PK)',
    ...(before && { ExpressionAttributeValues: marshall({ ':before': before.username }) }),
  },
});

const claimWrite = ({ userId, username }: Profile): Write => ({
  Put: {
    TableName: table().TableName,
    Item: marshall({ ...usernameKeys(usernameKey(username)), userId }),
    ConditionExpression: 'attribute_not_exists(PK) OR userId = :me',
    ExpressionAttributeValues: marshall({ ':me': userId }),
  },
});

const freeWrite = ({ userId, username }: Profile): Write => ({
  Delete: {
    TableName: table().TableName,
    Key: marshall(usernameKeys(usernameKey(username))),
    ConditionExpression: 'userId = :me',
    ExpressionAttributeValues: marshall({ ':me': userId }),
  },
});

const ATTEMPTS = 5;

/**
 * Access pattern "name oneself": profile, the claim of the new username and the end of the old one's, in one transaction.
 * Of two people who want a name at once, exactly one gets it. @throws Refusal `username-taken`, `unavailable`
 */
export const putProfile = async (profile: Profile): Promise<void> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await getProfile(profile.userId);
    const renamed = before && usernameKey(before.username) !== usernameKey(profile.username);
    const writes = [claimWrite(profile), putProfileWrite(profile, before), ...(renamed ? [freeWrite(before)] : [])];
    const reasons = await transact(writes);
    if (!reasons) return;
    if (conditionFailed(reasons, 0)) {
      throw new Refusal('username-taken', `Somebody else is called ${profile.username}. Choose another username.`);
    }
    // The profile changed between the read and the write: by its owner, elsewhere.
  }
  throw new Refusal('unavailable', 'Your profile is being changed elsewhere. Send the request again.');
};
