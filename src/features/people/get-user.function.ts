import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { profileOf } from './profile.ts';
import { UserPath, UserView, userView } from './schemas.ts';

export const route = {
  summary: 'Find a person by username',
  request: { path: UserPath },
  success: { 200: { description: 'The public part of the profile', body: UserView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => ok(userView(await profileOf(user, path.username))));
