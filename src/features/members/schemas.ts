import * as z from 'zod';
import { ROLES, type Role } from '../../domain/actor.ts';
import type { Page } from '../../domain/page.ts';
import type { Profile } from '../../domain/user.ts';

export const RoleField = z.enum(ROLES, { error: `role must be one of ${ROLES.join(', ')}` });

/** The body of `PUT …/members/{userId}`. */
export const NewRole = z
  .strictObject({ role: RoleField })
  .meta({ id: 'NewRole', examples: [{ role: 'viewer' }, { role: 'editor' }] });

/** A member of a board; the names are missing until they choose some. */
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

type Named = { member: { userId: string; role: Role }; profile: Profile | undefined };

export const memberView = ({ member, profile }: Named): z.infer<typeof MemberView> => ({
  userId: member.userId,
  role: member.role,
  username: profile?.username,
  displayName: profile?.displayName,
});

export const membersPage = ({ items, nextCursor }: Page<Named>): z.infer<typeof MembersPage> => ({
  members: items.map(memberView),
  nextCursor,
});
