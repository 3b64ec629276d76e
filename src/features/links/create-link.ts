import { memberActor } from '../../access/actor.ts';
import { type Created, create } from '../../access/create.ts';
import { type LinkAccess, type Role, requireRole, type User } from '../../domain/actor.ts';
import { timeOfId } from '../../domain/id.ts';
import type { Link } from '../../domain/link.ts';
import { hexDigestOf } from '../../domain/secret.ts';
import { putLinkWrite } from '../../table/link.ts';

/** A new link, and the token that opens it, which is returned only once. */
export type NewLink = { link: Link; token: string };

/** What a link gives access to, and for how many seconds. */
export type LinkRequest = { expiresInSeconds?: number | undefined } & (
  | { kind: 'share'; access: LinkAccess }
  | { kind: 'invite'; role: Role; uses: number }
);

/**
 * Makes an invite or a share link to a board. The table stores only the token's digest.
 * @throws Refusal `not-found`, `role-too-low`, `idempotency-key-reused`, `unavailable`
 */
export const createLink = async (
  { userId }: User,
  boardId: string,
  request: LinkRequest,
  key?: string,
): Promise<Created<NewLink>> => {
  requireRole(await memberActor(boardId, userId), 'owner');
  const { expiresInSeconds, ...what } = request;
  const answer = ({ id, secret }: { id: string; secret: string }): NewLink => {
    const madeAt = Math.ceil(timeOfId(id).getTime() / 1_000);
    const expiry = expiresInSeconds === undefined ? {} : { expiresAt: madeAt + expiresInSeconds };
    return {
      token: secret,
      link: { id: hexDigestOf(secret), boardId, createdId: id, createdBy: userId, ...expiry, ...what },
    };
  };
  const once = key === undefined ? undefined : { scope: `create-link ${boardId} ${userId}`, key, payload: request };
  return create(once, { answer, writes: (seed) => ({ link: putLinkWrite(answer(seed).link) }) });
};
