import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { myProfile } from './profile.ts';
import { ProfileView, profileView } from './schemas.ts';

export const route = {
  summary: 'Read your profile',
  request: {},
  success: { 200: { description: 'Your profile', body: ProfileView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ user }) => ok(profileView(await myProfile(user))));
