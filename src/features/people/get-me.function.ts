import { Refusal } from '../../domain/refusal.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { getProfile } from '../../table/user.ts';
import { ProfileView, profileView } from './schemas.ts';

export const route = {
  summary: 'Read your profile',
  auth: 'user',
  request: {},
  success: { 200: { description: 'Your profile', body: ProfileView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ user }) => {
  const profile = await getProfile(user.userId);
  if (!profile) throw new Refusal('not-found', 'You have no profile yet. Create one with PUT /users/me.');
  return ok(profileView(profile));
});
