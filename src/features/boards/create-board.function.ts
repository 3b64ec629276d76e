import { endpoint } from '../../lambda/http/endpoint.ts';
import { created, replayed } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { PostHeaders } from '../../lambda/schemas/request.ts';
import { createBoard } from './boards.ts';
import { BoardView, boardView, NewBoard } from './schemas.ts';

export const route = {
  summary: 'Make a board',
  request: { headers: PostHeaders, body: NewBoard },
  success: {
    201: {
      description: 'The board, with you as its owner',
      body: BoardView,
      headers: ['location', 'etag', 'idempotent-replayed'],
    },
  },
  refusals: ['idempotency-key-reused'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, url, headers, body }) => {
  const made = await createBoard(user, body, headers['idempotency-key']);
  const view = boardView(made.created);
  return created(`${url}/${view.id}`, view, replayed(made));
});
