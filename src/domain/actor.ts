import { Refusal } from './refusal.ts';

export const ROLES = ['viewer', 'editor', 'owner'] as const;
/** What a member may do on a board. Each role includes the rights of the roles before it. */
export type Role = (typeof ROLES)[number];

/** A person's place on a board. */
export type Member = { boardId: string; userId: string; role: Role };

export const LINK_ACCESS = ['read', 'write'] as const;
/** What guests with a share link may do on its board. */
export type LinkAccess = (typeof LINK_ACCESS)[number];

/** A signed-in person: the `sub` of their token, and its groups. */
export type User = { userId: string; groups: readonly string[] };

/**
 * The caller as the request describes them: the door and the credentials. Nothing is checked against the table.
 * `address`: the IP address of the request; `linkId`: the digest of a share link's token.
 */
export type Caller =
  | { door: 'wall'; address: string }
  | { door: 'board'; boardId: string; user: User }
  | { door: 'shared'; linkId: string };

/**
 * The caller as the table knows them on a board. A guest's right ends at `expiresAt` (epoch seconds), if their link
 * expires.
 */
export type Actor =
  | { kind: 'anonymous'; boardId: string; address: string }
  | { kind: 'member'; boardId: string; userId: string; role: Role }
  | { kind: 'guest'; boardId: string; linkId: string; access: LinkAccess; expiresAt?: number | undefined };

const rank = (role: Role): number => ROLES.indexOf(role);

/** @throws Refusal `role-too-low` for members with a lower role, and for everyone who is not a member */
export const requireRole = (actor: Actor, role: Role): void => {
  if (actor.kind === 'member' && rank(actor.role) >= rank(role)) return;
  throw new Refusal('role-too-low', `This requires the role ${role} on the board. Ask one of its owners.`);
};

const ADMIN_GROUP = 'admin';

/** @throws Refusal `not-admin` for people outside the group `admin` */
export const requireAdmin = ({ groups }: User): void => {
  if (!groups.includes(ADMIN_GROUP)) throw new Refusal('not-admin', `This requires the group ${ADMIN_GROUP}.`);
};

/** Checks that the actor may post and change messages. @throws Refusal `role-too-low`, `link-read-only` */
export const requireWriting = (actor: Actor): void => {
  if (actor.kind === 'member') requireRole(actor, 'editor');
  if (actor.kind === 'guest' && actor.access !== 'write') {
    throw new Refusal(
      'link-read-only',
      'This link is read-only. Ask the person who sent it for a link with write access.',
    );
  }
};

/**
 * Identifies an actor in the scope of an idempotency key, so that nobody gets the answer to another person's request.
 */
export const actorKey = (actor: Actor): string => {
  if (actor.kind === 'member') return `member ${actor.userId}`;
  return actor.kind === 'guest' ? `guest ${actor.linkId}` : 'anonymous';
};
