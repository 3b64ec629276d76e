import { endpoint } from '../http/endpoint.ts';
import { gone } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { LinkPath } from '../schemas/request.ts';
import { revokeLink } from '../usecases/links.ts';

export const route = {
  summary: 'Revoke an invite or a share link',
  description: 'By the owners of the board. It opens nothing from then on.',
  request: { path: LinkPath },
  success: { 204: { description: 'It is revoked' } },
  refusals: ['not-found', 'role-too-low'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => {
  await revokeLink(user, path.boardId, path.linkId);
  return gone();
});
