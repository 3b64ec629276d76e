import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller, User } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { hexDigestOf } from '../../domain/secret.ts';

/** The doors to a board's messages: the public wall, the board itself for members, a share link for guests. */
export const DOORS = ['wall', 'board', 'shared'] as const;
export type Door = (typeof DOORS)[number];

/** Makes a value for each door, once: making a schema costs more than checking a request. */
export const perDoor = <T>(of: (door: Door) => T): Readonly<Record<Door, T>> => ({
  wall: of('wall'),
  board: of('board'),
  shared: of('shared'),
});

/** The door of a route, by its path: `/messages…`, `/boards/{boardId}…` or `/shared/{token}…`. */
export const doorOf = (routeKey: string): Door => {
  if (routeKey.includes(' /boards/{boardId}')) return 'board';
  return routeKey.includes(' /shared/{token}') ? 'shared' : 'wall';
};

type Authorized = { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };

/**
 * The groups of a token. API Gateway passes the list `cognito:groups` as `[admin editors]`, and a string unchanged. If
 * a list contains anything but names separated by single blanks, its groups are ambiguous, and the person gets no
 * group. (A blank inside a name looks like a separator. Cognito allows no blanks; docs/security.md covers other
 * issuers.)
 */
const groupsOf = (claim: unknown): string[] => {
  if (Array.isArray(claim)) return claim.filter((name) => typeof name === 'string');
  if (typeof claim !== 'string' || claim === '') return [];
  if (!claim.startsWith('[')) return [claim];
  return /^\[[^\s[\]]+( [^\s[\]]+)*\]$/.test(claim) ? claim.slice(1, -1).split(' ') : [];
};

/** False for values that API Gateway made of something other than a string: `<nil>`, `[a b]`, `map[a:b]`. */
const NO_TEXT = /^(<nil>|null|\[.*\]|map\[.*\]|\{.*\})$/s;

const isUserId = (sub: unknown): sub is string =>
  typeof sub === 'string' && sub !== '' && sub.length <= 255 && sub.isWellFormed() && !NO_TEXT.test(sub);

/**
 * The signed-in person, by the claims that API Gateway's authorizer has checked. Without claims nobody is signed in
 * (`sam local` skips authorizers).
 * @throws Refusal `unauthenticated`
 */
export const userOf = (event: APIGatewayProxyEventV2): User => {
  const { claims } = (event.requestContext as Authorized).authorizer?.jwt ?? {};
  const userId = claims?.sub;
  if (!isUserId(userId)) throw new Refusal('unauthenticated', 'Sign in, and send the token: Authorization: Bearer …');
  return { userId, groups: groupsOf(claims?.['cognito:groups']) };
};

/** The IP address of a request. */
export const addressOf = (event: APIGatewayProxyEventV2): string => event.requestContext.http.sourceIp;

/** The caller and their door. @throws Refusal `unauthenticated` at a board's own door */
export const callerOf = (event: APIGatewayProxyEventV2): Caller => {
  const { boardId = '', token = '' } = event.pathParameters ?? {};
  const door = doorOf(event.routeKey);
  if (door === 'board') return { door, boardId, user: userOf(event) };
  return door === 'shared' ? { door, linkId: hexDigestOf(token) } : { door, address: addressOf(event) };
};
