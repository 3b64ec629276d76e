import { endpoint } from '../../lambda/http/endpoint.ts';
import { gone } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { LinkPath } from '../../lambda/schemas/request.ts';
import { revokeLink } from './links.ts';

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
