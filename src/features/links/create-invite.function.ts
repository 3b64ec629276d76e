import { endpoint } from '../../lambda/http/endpoint.ts';
import { created, replayed } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath, PostHeaders } from '../../lambda/schemas/request.ts';
import { createLink } from './create-link.ts';
import { LINK_CREATED, linkPath, NewInvite, newLinkView } from './schemas.ts';

export const route = {
  summary: 'Invite people to a board',
  description: 'Only its owners may invite. Anyone with the token can become a member: POST /invites/{token}/accept.',
  auth: 'user',
  request: { path: BoardPath, headers: PostHeaders, body: NewInvite },
  success: LINK_CREATED,
  refusals: ['not-found', 'role-too-low', 'idempotency-key-reused'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, headers, body }) => {
  const made = await createLink(user, path.boardId, { kind: 'invite', ...body }, headers['idempotency-key']);
  return created(linkPath(made.created.link), newLinkView(made.created), replayed(made));
});
