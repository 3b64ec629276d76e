import { memberActor } from '../../access/actor.ts';
import { requireRole } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { noContent } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { deleteLink } from '../../table/link.ts';
import { LinkPath } from './request.ts';

export const route = {
  summary: 'Revoke an invite or a share link',
  description: 'Only the owners of the board may revoke it. It stops working at once.',
  auth: 'user',
  request: { path: LinkPath },
  success: { 204: { description: 'It is revoked' } },
  refusals: ['not-found', 'role-too-low'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path: { boardId, linkId } }) => {
  requireRole(await memberActor(boardId, user.userId), 'owner');
  if (!(await deleteLink(boardId, linkId))) throw new Refusal('not-found', 'The board has no such link.');
  return noContent();
});
