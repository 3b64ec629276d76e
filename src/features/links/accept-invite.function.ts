import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardView, boardView } from '../boards/schemas.ts';
import { acceptInvite } from './invites.ts';
import { TokenPath } from './request.ts';

export const route = {
  summary: 'Accept an invite',
  description: 'A member keeps their role, and the invite keeps its uses. So the request can be repeated safely.',
  auth: 'user',
  request: { path: TokenPath },
  success: { 200: { description: 'The board, with you as a member', body: BoardView } },
  refusals: ['not-found', 'invite-used-up'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => ok(boardView(await acceptInvite(user, path.token))));
