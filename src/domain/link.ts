import type { LinkAccess, Role } from './actor.ts';

/**
 * What a token opens: a share link opens a board to guests, an invite makes members. `id` is the token's SHA-256 digest
 * in hexadecimal, all that is known of the token; `createdId` is a ULID and knows when it was made, `createdBy` by whom
 * (older links do not say).
 */
export type Link = {
  id: string;
  boardId: string;
  createdId: string;
  createdBy?: string | undefined;
  expiresAt?: number | undefined;
} & ({ kind: 'share'; access: LinkAccess } | { kind: 'invite'; role: Role; uses: number });
