import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { UserPath } from '../schemas/request.ts';
import { UserView, userView } from '../schemas/user.ts';
import { profileOf } from '../usecases/profile.ts';

export const route = {
  summary: 'Find a person by username',
  request: { path: UserPath },
  success: { 200: { description: 'The public part of the profile', body: UserView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => ok(userView(await profileOf(user, path.username))));
