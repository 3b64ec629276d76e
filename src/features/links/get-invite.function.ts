import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { findInvite } from './invites.ts';
import { TokenPath } from './request.ts';
import { InviteView, inviteView } from './schemas.ts';

export const route = {
  summary: 'See what an invite is for',
  description: 'The board, the role, and who made it. This does not use up the invite.',
  auth: 'user',
  request: { path: TokenPath },
  success: { 200: { description: 'What the invite is for', body: InviteView } },
  refusals: ['not-found', 'invite-used-up'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => ok(inviteView(await findInvite(user, path.token))));
