import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { putProfile } from '../../table/user.ts';
import { NewProfile, ProfileView, profileView } from './schemas.ts';

export const route = {
  summary: 'Write your profile',
  description: 'Replaces the whole profile. Usernames are unique, ignoring case; renaming frees the old one.',
  auth: 'user',
  request: { body: NewProfile },
  success: { 200: { description: 'Your updated profile', body: ProfileView } },
  refusals: ['username-taken'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, body }) => {
  const profile = { userId: user.userId, ...body };
  await putProfile(profile);
  return ok(profileView(profile));
});
