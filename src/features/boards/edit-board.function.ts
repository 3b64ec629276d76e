import { memberActor } from '../../access/actor.ts';
import { requireRole } from '../../domain/actor.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { versionsOf } from '../../lambda/http/entity-tag.ts';
import { current } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath, IfMatchHeaders } from '../../lambda/schemas/request.ts';
import { updateBoard } from '../../table/board.ts';
import { BoardPatch, BoardView, boardView } from './schemas.ts';

export const route = {
  summary: 'Edit a board',
  description: 'JSON Merge Patch (RFC 7396). Only its owners may edit it.',
  auth: 'user',
  request: { path: BoardPath, headers: IfMatchHeaders, body: BoardPatch },
  success: { 200: { description: 'The updated board', body: BoardView, headers: ['etag'] } },
  refusals: ['not-found', 'role-too-low', 'version-mismatch'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path: { boardId }, headers, body }) => {
  const actor = await memberActor(boardId, user.userId);
  requireRole(actor, 'owner');
  const board = await updateBoard(boardId, body, versionsOf(headers['if-match']));
  return current(boardView({ board, role: actor.role }));
});
