import * as z from 'zod';
import { LINK_ACCESS, type LinkAccess, ROLES, type Role } from '../../domain/actor.ts';
import type { Board } from '../../domain/board.ts';
import { timeOfId } from '../../domain/id.ts';
import { EXPIRY_MIN_SECONDS, INVITE_MAX_USES, LINK_MAX_SECONDS } from '../../domain/limits.ts';
import type { Link } from '../../domain/link.ts';
import type { Page } from '../../domain/page.ts';
import type { Profile } from '../../domain/user.ts';
import { fromEpochSeconds } from '../../lambda/schemas/time.ts';
import { RoleField } from '../members/schemas.ts';
import { UserView, userView } from '../people/schemas.ts';

const whole = (label: string, min: number, max: number) => {
  const rule = `${label} must be a whole number from ${min} to ${max}`;
  return z.int({ error: rule }).min(min, rule).max(max, rule);
};

const ExpiresIn = whole('expiresInSeconds', EXPIRY_MIN_SECONDS, LINK_MAX_SECONDS);

/** The body of `POST …/invites`. An invite always expires, after a week by default. */
export const NewInvite = z
  .strictObject({
    role: RoleField,
    expiresInSeconds: ExpiresIn.default(7 * 24 * 60 * 60),
    uses: whole('uses', 1, INVITE_MAX_USES).default(1),
  })
  .meta({ id: 'NewInvite', examples: [{ role: 'editor' }, { role: 'viewer', expiresInSeconds: 3_600, uses: 20 }] });

/** The body of `POST …/links`. */
export const NewLink = z
  .strictObject({
    access: z.enum(LINK_ACCESS, { error: `access must be one of ${LINK_ACCESS.join(', ')}` }),
    expiresInSeconds: ExpiresIn.optional(),
  })
  .meta({ id: 'NewLink', examples: [{ access: 'read' }, { access: 'write', expiresInSeconds: 86_400 }] });

/** An invite or a share link as the owners of its board see it. */
export const LinkView = z
  .strictObject({
    id: z.string().meta({ description: 'Names the link when revoking it; it does not open the board' }),
    kind: z.enum(['share', 'invite']),
    access: z.enum(LINK_ACCESS).optional().meta({ description: 'Only on share links' }),
    role: z.enum(ROLES).optional().meta({ description: 'Only on invites' }),
    uses: z.int().min(0).optional().meta({ description: 'How often an invite may still be used' }),
    createdAt: z.iso.datetime({ precision: 3 }),
    expiresAt: z.iso.datetime({ precision: 3 }).optional(),
  })
  .meta({ id: 'Link' });
export type LinkView = z.infer<typeof LinkView>;

/** A new link, with the token that opens it, which is returned only once. */
const NewLinkView = LinkView.extend({ token: z.string() }).meta({ id: 'CreatedLink' });
export type NewLinkView = z.infer<typeof NewLinkView>;

/** The answer to creating either. */
export const LINK_CREATED = {
  201: {
    description: 'The new link, and the token that opens it, which is returned only once',
    body: NewLinkView,
    headers: ['location', 'idempotent-replayed'],
  },
} as const;

export const LinksPage = z
  .strictObject({ links: z.array(LinkView), nextCursor: z.string().nullable() })
  .meta({ id: 'LinksPage' });
export type LinksPage = z.infer<typeof LinksPage>;

const linkView = (link: Link): LinkView => ({
  id: link.id,
  kind: link.kind,
  ...(link.kind === 'share' ? { access: link.access } : { role: link.role, uses: link.uses }),
  createdAt: timeOfId(link.createdId).toISOString(),
  expiresAt: link.expiresAt === undefined ? undefined : fromEpochSeconds(link.expiresAt),
});

export const newLinkView = ({ link, token }: { link: Link; token: string }): NewLinkView => ({
  ...linkView(link),
  token,
});

/** What a share link is for, as shown to its guests. */
export const SharedView = z
  .strictObject({
    access: z.enum(LINK_ACCESS).meta({ description: 'Whether guests may read, or also write' }),
    expiresAt: z.iso.datetime({ precision: 3 }).optional(),
  })
  .meta({ id: 'Shared' });
export type SharedView = z.infer<typeof SharedView>;

export const sharedView = ({ access, expiresAt }: { access: LinkAccess; expiresAt?: number | undefined }) => ({
  access,
  expiresAt: expiresAt === undefined ? undefined : fromEpochSeconds(expiresAt),
});

/** The path of a link, for revoking it. */
export const linkPath = ({ boardId, id }: Link): string => `/boards/${boardId}/links/${id}`;

export const linksPage = ({ items, nextCursor }: Page<Link>): LinksPage => ({
  links: items.map(linkView),
  nextCursor,
});

/** What an invite is for, as shown before it is accepted. */
export const InviteView = z
  .strictObject({
    title: z.string().meta({ description: 'Title of the board' }),
    description: z.string().optional(),
    role: z.enum(ROLES).meta({ description: 'The role that accepting gives you' }),
    invitedBy: UserView.optional().meta({ description: 'The person who made it, if they have a profile' }),
    expiresAt: z.iso.datetime({ precision: 3 }).optional(),
    yourRole: z
      .enum(ROLES)
      .optional()
      .meta({ description: 'Your role, if you are a member already; accepting changes nothing then' }),
  })
  .meta({ id: 'Invite' });
export type InviteView = z.infer<typeof InviteView>;

/** What an invite is for. `present`: the role that the user has already. */
export type Invitation = {
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
