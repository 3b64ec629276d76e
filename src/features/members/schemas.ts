import * as z from 'zod';
import { ROLES, type Role } from '../../domain/actor.ts';
import type { Page } from '../../domain/page.ts';
import type { Profile } from '../../domain/user.ts';
import { Id } from '../../lambda/schemas/request.ts';

export const MemberPath = z.strictObject({ boardId: Id, userId: z.string().min(1).max(255) });

export const RoleField = z.enum(ROLES, { error: `role must be one of ${ROLES.join(', ')}` });

/** The body of `PUT …/members/{userId}`. */
export const NewRole = z
  .strictObject({ role: RoleField })
  .meta({ id: 'NewRole', examples: [{ role: 'viewer' }, { role: 'editor' }] });

/** A member of a board. The names are missing until the person has a profile. */
export const MemberView = z
  .strictObject({
    userId: z.string(),
    role: z.enum(ROLES),
    username: z.string().optional(),
    displayName: z.string().optional(),
  })
  .meta({ id: 'Member' });

export const MembersPage = z
  .strictObject({ members: z.array(MemberView), nextCursor: z.string().nullable() })
  .meta({ id: 'MembersPage' });

/** A member, with their profile if they have one. */
export type NamedMember = { member: { userId: string; role: Role }; profile: Profile | undefined };

export const memberView = ({ member, profile }: NamedMember): z.infer<typeof MemberView> => ({
  userId: member.userId,
  role: member.role,
  username: profile?.username,
  displayName: profile?.displayName,
});

export const membersPage = ({ items, nextCursor }: Page<NamedMember>): z.infer<typeof MembersPage> => ({
  members: items.map(memberView),
  nextCursor,
});
