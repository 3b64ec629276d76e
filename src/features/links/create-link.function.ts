import { endpoint } from '../../lambda/http/endpoint.ts';
import { created, replayed } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath, PostHeaders } from '../../lambda/schemas/request.ts';
import { createLink } from './create-link.ts';
import { LINK_CREATED, linkPath, NewLink, newLinkView } from './schemas.ts';

export const route = {
  summary: 'Share a board with guests',
  description:
    'Only its owners may share it. Anyone with the token can read, or also write, at /shared/{token}/messages, without an account.',
  auth: 'user',
  request: { path: BoardPath, headers: PostHeaders, body: NewLink },
  success: LINK_CREATED,
  refusals: ['not-found', 'role-too-low', 'idempotency-key-reused'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, headers, body }) => {
  const made = await createLink(user, path.boardId, { kind: 'share', ...body }, headers['idempotency-key']);
  return created(linkPath(made.created.link), newLinkView(made.created), replayed(made));
});
