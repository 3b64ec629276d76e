import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { BoardView, boardView } from '../schemas/board.ts';
import { TokenPath } from '../schemas/request.ts';
import { acceptInvite } from '../usecases/invites.ts';

export const route = {
  summary: 'Accept an invite',
  description: 'Members stay what they are, and use nothing up: so it can be sent again.',
  request: { path: TokenPath },
  success: { 200: { description: 'The board that you are a member of now', body: BoardView } },
  refusals: ['not-found', 'invite-used-up'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => ok(boardView(await acceptInvite(user, path.token))));
