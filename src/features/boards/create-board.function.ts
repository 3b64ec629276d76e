import { create } from '../../access/create.ts';
import type { Board } from '../../domain/board.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { created, replayed } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { PostHeaders } from '../../lambda/schemas/request.ts';
import { putBoardWrite } from '../../table/board.ts';
import { putMemberWrite } from '../../table/member.ts';
import { BoardView, boardView, type MyBoard, NewBoard } from './schemas.ts';

export const route = {
  summary: 'Make a board',
  auth: 'user',
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

export const handler = endpoint(route, async ({ user: { userId }, url, headers, body }) => {
  const key = headers['idempotency-key'];
  const boardOf = (id: string): Board => ({ id, ...body, owners: 1, version: 1 });
  const made = await create<MyBoard>(
    key === undefined ? undefined : { scope: `create-board ${userId}`, key, payload: body },
    {
      answer: ({ id }) => ({ board: boardOf(id), role: 'owner' }),
      writes: ({ id }) => ({
        board: putBoardWrite(boardOf(id)),
        member: putMemberWrite({ boardId: id, userId, role: 'owner' }),
      }),
    },
  );
  const view = boardView(made.created);
  return created(`${url}/${view.id}`, view, replayed(made));
});
