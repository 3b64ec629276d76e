import * as z from 'zod';
import { ROLES, type Role } from '../../domain/actor.ts';
import type { Board } from '../../domain/board.ts';
import type { Profile } from '../../domain/user.ts';
import { fromEpochSeconds } from '../../lambda/schemas/time.ts';
import { UserView, userView } from '../people/schemas.ts';

/** What an invite is for, as who has it may know before they accept. */
export const InviteView = z
  .strictObject({
    title: z.string().meta({ description: 'Of the board' }),
    description: z.string().optional(),
    role: z.enum(ROLES).meta({ description: 'What accepting makes of you' }),
    invitedBy: UserView.optional().meta({ description: 'Who made it, if they have a profile' }),
    expiresAt: z.iso.datetime({ precision: 3 }).optional(),
    yourRole: z.enum(ROLES).optional().meta({ description: 'If you are a member already: accepting changes nothing' }),
  })
  .meta({ id: 'Invite' });
export type InviteView = z.infer<typeof InviteView>;

type Invitation = {
  board: Board;
  role: Role;
  by: Profile | undefined;
  expiresAt: number | undefined;
  present: Role | undefined;
};

export const inviteView = ({ board, role, by, expiresAt, present }: Invitation): InviteView => ({
  title: board.title,
  description: board.description,
  role,
  invitedBy: by && userView(by),
  expiresAt: expiresAt === undefined ? undefined : fromEpochSeconds(expiresAt),
  yourRole: present,
});
