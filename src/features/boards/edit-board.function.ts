import { endpoint } from '../../lambda/http/endpoint.ts';
import { versionsOf } from '../../lambda/http/entity-tag.ts';
import { current } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardChangeHeaders, BoardPath } from '../../lambda/schemas/request.ts';
import { editBoard } from './boards.ts';
import { BoardPatch, BoardView, boardView } from './schemas.ts';

export const route = {
  summary: 'Edit a board',
  description: 'JSON Merge Patch (RFC 7396), by its owners.',
  request: { path: BoardPath, headers: BoardChangeHeaders, body: BoardPatch },
  success: { 200: { description: 'The board as it is now', body: BoardView, headers: ['etag'] } },
  refusals: ['not-found', 'role-too-low', 'version-mismatch'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, headers, body }) =>
  current(boardView(await editBoard(user, path.boardId, body, versionsOf(headers['if-match'])))),
);
