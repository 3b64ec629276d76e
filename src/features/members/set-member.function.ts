import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { setRole } from './members.ts';
import { MemberPath, MemberView, memberView, NewRole } from './schemas.ts';

export const route = {
  summary: 'Give a member another role',
  description: 'By the owners of the board. Members come by invites; the last owner stays one.',
  auth: 'user',
  request: { path: MemberPath, body: NewRole },
  success: { 200: { description: 'The member as they are now', body: MemberView } },
  refusals: ['not-found', 'role-too-low', 'last-owner'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, body }) =>
  ok(memberView(await setRole(user, { ...path, ...body }))),
);
