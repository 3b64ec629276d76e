import { memberActor } from '../../access/actor.ts';
import { requireRole } from '../../domain/actor.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { versionsOf } from '../../lambda/http/entity-tag.ts';
import { noContent } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath, IfMatchHeaders } from '../../lambda/schemas/request.ts';
import { deleteBoard } from '../../table/board.ts';

export const route = {
  summary: 'Delete a board',
  description: 'Only its owners may delete it. The board and everything on it disappear from all reads at once.',
  auth: 'user',
  request: { path: BoardPath, headers: IfMatchHeaders },
  success: { 204: { description: 'The board is gone' } },
  refusals: ['not-found', 'role-too-low', 'version-mismatch'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path: { boardId }, headers }) => {
  requireRole(await memberActor(boardId, user.userId), 'owner');
  await deleteBoard(boardId, versionsOf(headers['if-match']));
  return noContent();
});
