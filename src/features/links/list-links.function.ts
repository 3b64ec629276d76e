import { memberActor } from '../../access/actor.ts';
import { requireRole } from '../../domain/actor.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath, DEFAULT_PAGE, ListQuery } from '../../lambda/schemas/request.ts';
import { listLinks } from '../../table/link.ts';
import { LinksPage, linksPage } from './schemas.ts';

export const route = {
  summary: 'List the invites and share links of a board',
  description: 'Only for its owners, newest first. Tokens are not stored, so they cannot be shown again.',
  auth: 'user',
  request: { path: BoardPath, query: ListQuery },
  success: { 200: { description: 'A page of invites and links', body: LinksPage } },
  refusals: ['not-found', 'role-too-low', 'malformed-cursor'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path: { boardId }, query }) => {
  requireRole(await memberActor(boardId, user.userId), 'owner');
  const { limit = DEFAULT_PAGE, cursor } = query;
  return ok(linksPage(await listLinks(boardId, { limit, cursor })));
});
