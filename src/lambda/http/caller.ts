import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller, User } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { hexDigestOf } from '../../domain/secret.ts';

/** The doors to a board's messages: the public wall, the board itself for members, a share link for guests. */
export const DOORS = ['wall', 'board', 'shared'] as const;
export type Door = (typeof DOORS)[number];

/** Something for each door, made once: schemas cost more to make than to check a request by. */
export const perDoor = <T>(of: (door: Door) => T): Readonly<Record<Door, T>> => ({
  wall: of('wall'),
  board: of('board'),
  shared: of('shared'),
});

/** The door that a route is, by its path: `/messages…`, `/boards/{boardId}…` or `/shared/{token}…`. */
export const doorOf = (routeKey: string): Door => {
  if (routeKey.includes(' /boards/{boardId}')) return 'board';
  return routeKey.includes(' /shared/{token}') ? 'shared' : 'wall';
};

type Authorized = { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };

/**
 * The groups of a token. `cognito:groups` is a list in the token; API Gateway hands it over as `[admin editors]`, and a
 * single text as it is. A list with anything but names between single blanks was made of something else, or of names with
 * blanks in them: which groups these are cannot be told, so it is none. (A blank inside a name cannot be told from one
 * between two: Cognito allows none, docs/security.md says what that means for other issuers.)
 */
const groupsOf = (claim: unknown): string[] => {
  if (Array.isArray(claim)) return claim.filter((name) => typeof name === 'string');
  if (typeof claim !== 'string' || claim === '') return [];
  if (!claim.startsWith('[')) return [claim];
  return /^\[[^\s[\]]+( [^\s[\]]+)*\]$/.test(claim) ? claim.slice(1, -1).split(' ') : [];
};

/** As API Gateway hands over what is no text: `<nil>`, `[a b]`, `map[a:b]`. Nobody is called so. */
const NO_TEXT = /^(<nil>|null|\[.*\]|map\[.*\]|\{.*\})$/s;

const isUserId = (sub: unknown): sub is string =>
  typeof sub === 'string' && sub !== '' && sub.length <= 255 && sub.isWellFormed() && !NO_TEXT.test(sub);

/**
 * Who is signed in, by the claims of the token that API Gateway's authorizer has checked. Where there are none (as under
 * `sam local`, which skips authorizers) nobody is. @throws Refusal `unauthenticated`
 */
export const userOf = (event: APIGatewayProxyEventV2): User => {
  const { claims } = (event.requestContext as Authorized).authorizer?.jwt ?? {};
  const userId = claims?.sub;
  if (!isUserId(userId)) throw new Refusal('unauthenticated', 'Sign in, and send the token: Authorization: Bearer …');
  return { userId, groups: groupsOf(claims?.['cognito:groups']) };
};

/** The IP address that a request came from. */
export const addressOf = (event: APIGatewayProxyEventV2): string => event.requestContext.http.sourceIp;

/** Who asks, and by which door. @throws Refusal `unauthenticated` at a board's own door */
export const callerOf = (event: APIGatewayProxyEventV2): Caller => {
  const { boardId = '', token = '' } = event.pathParameters ?? {};
  const door = doorOf(event.routeKey);
  if (door === 'board') return { door, boardId, user: userOf(event) };
  return door === 'shared' ? { door, linkId: hexDigestOf(token) } : { door, address: addressOf(event) };
};
