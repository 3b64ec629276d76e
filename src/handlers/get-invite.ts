import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { InviteView, inviteView } from '../schemas/invite.ts';
import { TokenPath } from '../schemas/request.ts';
import { findInvite } from '../usecases/invites.ts';

export const route = {
  summary: 'See what an invite is for',
  description: 'Which board, in what role, by whom. It uses nothing up.',
  request: { path: TokenPath },
  success: { 200: { description: 'What it is for', body: InviteView } },
  refusals: ['not-found', 'invite-used-up'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => ok(inviteView(await findInvite(user, path.token))));
