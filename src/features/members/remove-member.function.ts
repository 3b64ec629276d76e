import { endpoint } from '../../lambda/http/endpoint.ts';
import { noContent } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { removeMember } from './members.ts';
import { MemberPath } from './schemas.ts';

export const route = {
  summary: 'Take a member out of a board',
  description: 'Owners anybody, everybody themselves; the last owner stays.',
  auth: 'user',
  request: { path: MemberPath },
  success: { 204: { description: 'They are no member any more' } },
  refusals: ['not-found', 'role-too-low', 'last-owner'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) => {
  await removeMember(user, path.boardId, path.userId);
  return noContent();
});
