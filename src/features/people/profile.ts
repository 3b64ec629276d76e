import type { User } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Profile } from '../../domain/user.ts';
import { findByUsername, getProfile, putProfile } from '../../table/user.ts';

/** One's own profile. @throws Refusal `not-found` before it was first written */
export const myProfile = async ({ userId }: User): Promise<Profile> => {
  const profile = await getProfile(userId);
  if (!profile) throw new Refusal('not-found', 'You have no profile yet: PUT /users/me makes one.');
  return profile;
};

/** Writes one's own profile, whole. @throws Refusal `username-taken`, `unavailable` */
export const writeProfile = async ({ userId }: User, content: Omit<Profile, 'userId'>): Promise<Profile> => {
  const profile = { userId, ...content };
  await putProfile(profile);
  return profile;
};

/** Somebody's profile, for whoever is signed in, by username in whatever case. @throws Refusal `not-found` */
export const profileOf = async (_reader: User, username: string): Promise<Profile> => {
  const profile = await findByUsername(username);
  if (!profile) throw new Refusal('not-found', 'Nobody has this username.');
  return profile;
};
