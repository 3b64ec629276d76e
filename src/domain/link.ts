import type { LinkAccess, Role } from './actor.ts';

/**
 * A link that a token opens: a share link opens a board to guests, an invite makes members. `id` is the token's SHA-256
 * digest in hexadecimal; the token itself is not stored. `createdId` is a ULID, which contains the time of creation.
 * `createdBy` is the person who made it (missing on older links).
 */
export type Link = {
  id: string;
  boardId: string;
  createdId: string;
  createdBy?: string | undefined;
  expiresAt?: number | undefined;
} & ({ kind: 'share'; access: LinkAccess } | { kind: 'invite'; role: Role; uses: number });
