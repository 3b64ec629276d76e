import { Refusal } from './refusal.ts';

export const ROLES = ['viewer', 'editor', 'owner'] as const;
/** What a member may do on a board; each role may do all that the ones before it may. */
export type Role = (typeof ROLES)[number];

/** A person's place on a board. */
export type Member = { boardId: string; userId: string; role: Role };

export const LINK_ACCESS = ['read', 'write'] as const;
/** What whoever has a share link may do on its board. */
export type LinkAccess = (typeof LINK_ACCESS)[number];

/** Somebody signed in: the `sub` of their token, and the groups that it names. */
export type User = { userId: string; groups: readonly string[] };

/**
 * Who asks, as far as the request says: by which door, and with what. Nothing of it is checked against the table.
 * `address`: the IP address that the request came from; `linkId`: the digest of a share link's token.
 */
export type Caller =
  | { door: 'wall'; address: string }
  | { door: 'board'; boardId: string; user: User }
  | { door: 'shared'; linkId: string };

/** Who acts on a board, as the table knows them; a guest until `expiresAt` (epoch seconds), if their link says so. */
export type Actor =
  | { kind: 'anonymous'; boardId: string; address: string }
  | { kind: 'member'; boardId: string; userId: string; role: Role }
  | { kind: 'guest'; boardId: string; linkId: string; access: LinkAccess; expiresAt?: number | undefined };

const rank = (role: Role): number => ROLES.indexOf(role);

/** @throws Refusal `role-too-low` for a member of a lower role, and for everybody who is none */
export const requireRole = (actor: Actor, role: Role): void => {
  if (actor.kind === 'member' && rank(actor.role) >= rank(role)) return;
  throw new Refusal('role-too-low', `This takes the role ${role} on the board. Ask one of its owners.`);
};

const ADMIN_GROUP = 'admin';

/** @throws Refusal `not-admin` for everybody outside the group `admin` */
export const requireAdmin = ({ groups }: User): void => {
  if (!groups.includes(ADMIN_GROUP)) throw new Refusal('not-admin', `This takes the group ${ADMIN_GROUP}.`);
};

/** Whether new messages may be posted, and messages changed at all. @throws Refusal `role-too-low`, `link-read-only` */
export const requireWriting = (actor: Actor): void => {
  if (actor.kind === 'member') requireRole(actor, 'editor');
  if (actor.kind === 'guest' && actor.access !== 'write') {
    throw new Refusal('link-read-only', 'This link is for reading. Ask whoever gave it to you for a writing one.');
  }
};

/** Tells actors apart in the scope of an idempotency key: nobody gets the answer to somebody else's request. */
export const actorKey = (actor: Actor): string => {
  if (actor.kind === 'member') return `member ${actor.userId}`;
  return actor.kind === 'guest' ? `guest ${actor.linkId}` : 'anonymous';
};
