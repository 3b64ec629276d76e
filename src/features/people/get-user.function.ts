import { Refusal } from '../../domain/refusal.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { findByUsername } from '../../table/user.ts';
import { UserPath, UserView, userView } from './schemas.ts';

export const route = {
  summary: 'Find a person by username',
  auth: 'user',
  request: { path: UserPath },
  success: { 200: { description: 'The public part of the profile', body: UserView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ path }) => {
  const profile = await findByUsername(path.username);
  if (!profile) throw new Refusal('not-found', 'Nobody has this username.');
  return ok(userView(profile));
});
