import { endpoint } from '../http/endpoint.ts';
import { created, replayed } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { linkView, NewInvite, NewLinkView } from '../schemas/link.ts';
import { BoardPath, PostHeaders } from '../schemas/request.ts';
import { createLink } from '../usecases/links.ts';

export const route = {
  summary: 'Invite people to a board',
  description: 'By its owners. Whoever has the token becomes a member: POST /invites/{token}/accept.',
  request: { path: BoardPath, headers: PostHeaders, body: NewInvite },
  success: {
    201: {
      description: 'What was made, and once the token that opens it',
      body: NewLinkView,
      headers: ['location', 'idempotent-replayed'],
    },
  },
  refusals: ['not-found', 'role-too-low', 'idempotency-key-reused'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, headers, body }) => {
  const made = await createLink(user, path.boardId, { kind: 'invite', ...body }, headers['idempotency-key']);
  const { link, token } = made.created;
  return created(`/boards/${path.boardId}/links/${link.id}`, { ...linkView(link), token }, replayed(made));
});
