import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { setRole } from './members.ts';
import { MemberPath, MemberView, memberView, NewRole } from './schemas.ts';

export const route = {
  summary: 'Change a member’s role',
  description: 'Only owners of the board may do this. The last owner stays an owner. New members join by invites.',
  auth: 'user',
  request: { path: MemberPath, body: NewRole },
  success: { 200: { description: 'The changed member', body: MemberView } },
  refusals: ['not-found', 'role-too-low', 'last-owner'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, body }) =>
  ok(memberView(await setRole(user, { ...path, ...body }))),
);
