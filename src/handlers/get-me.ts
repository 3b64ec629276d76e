import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { ProfileView, profileView } from '../schemas/user.ts';
import { myProfile } from '../usecases/profile.ts';

export const route = {
  summary: 'Read your profile',
  request: {},
  success: { 200: { description: 'Your profile', body: ProfileView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ user }) => ok(profileView(await myProfile(user))));
