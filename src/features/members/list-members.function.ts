import { memberActor } from '../../access/actor.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath, DEFAULT_PAGE, ListQuery } from '../../lambda/schemas/request.ts';
import { listMembers } from '../../table/member.ts';
import { profilesById } from '../../table/user.ts';
import { MembersPage, membersPage } from './schemas.ts';

export const route = {
  summary: 'List the members of a board',
  auth: 'user',
  request: { path: BoardPath, query: ListQuery },
  success: { 200: { description: 'A page of members', body: MembersPage } },
  refusals: ['not-found', 'malformed-cursor'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path: { boardId }, query }) => {
  const { limit = DEFAULT_PAGE, cursor } = query;
  const [, members] = await Promise.all([memberActor(boardId, user.userId), listMembers(boardId, { limit, cursor })]);
  const profiles = await profilesById(members.items.map(({ userId }) => userId));
  const items = members.items.map((member) => ({ member, profile: profiles.get(member.userId) }));
  return ok(membersPage({ items, nextCursor: members.nextCursor }));
});
