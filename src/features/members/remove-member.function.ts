import { endpoint } from '../../lambda/http/endpoint.ts';
import { noContent } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { removeMember } from './members.ts';
import { MemberPath } from './schemas.ts';

export const route = {
  summary: 'Remove a member from a board',
  description: 'Owners may remove anyone; other members only themselves. The last owner cannot be removed.',
  auth: 'user',
  request: { path: MemberPath },
  success: { 204: { description: 'The person is no longer a member' } },
  refusals: ['not-found', 'role-too-low', 'last-owner'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => {
  await removeMember(user, path.boardId, path.userId);
  return noContent();
});
