import { randomUUID } from 'node:crypto';
import { join, newBoard } from './boards.ts';
import { type Call, done, fillRoute } from './calls.ts';
import { templateFunctions } from './template.ts';
import { invoke } from './whiteboard.ts';

/** Somebody who is signed in. */
export type Person = { userId: string; call: Call };

const routes = new Map(
  templateFunctions().flatMap(({ name, routes }) =>
    routes.map(({ key, authorizer }) => [key, { name, isPublic: authorizer === 'NONE' }] as const),
  ),
);

/**
 * Sends requests through the functions, in this process, with the claims of a token, or without any. As at the gateway,
 * a function behind no authorizer gets no claims.
 */
export const callWith =
  (claims?: Record<string, string>): Call =>
  (route, { path: values, ...sent } = {}) => {
    const found = routes.get(route);
    if (!found) throw new Error(`template.yaml has no route ${route}`);
    const { method, path, pathParameters } = fillRoute(route, values);
    return invoke(found.name, {
      ...sent,
      ...{ method, route, path },
      ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
      ...(claims && !found.isPublic && { claims }),
    });
  };

/** Somebody who is not signed in: at a door that wants no token, or where the authorizer was skipped. */
export const guest: { call: Call } = { call: callWith() };

/** Somebody new who is signed in, and has no profile yet. */
export const person = (name = 'somebody', claims: Record<string, string> = {}): Person => {
  const userId = `${name}-${randomUUID()}`;
  return { userId, call: callWith({ sub: userId, ...claims }) };
};

/** A username that nobody has yet. */
export const freeUsername = (name = 'user'): string => `${name}-${randomUUID().slice(0, 13)}`;

/** Somebody new with a profile, named as given. */
export const named = async (displayName: string): Promise<Person & { username: string }> => {
  const who = person(displayName);
  const username = freeUsername();
  await done(who.call('PUT /users/me', { body: { username, displayName } }));
  return { ...who, username };
};

/** A board with somebody in each role, all with profiles, and a stranger, who is no member. */
export const team = async () => {
  const [owner, editor, viewer, stranger] = await Promise.all([
    named('Olga'),
    named('Edith'),
    named('Viktor'),
    named('Stella'),
  ]);
  const boardId = await newBoard(owner);
  await join(owner, boardId, editor, 'editor');
  await join(owner, boardId, viewer, 'viewer');
  return { boardId, owner, editor, viewer, stranger };
};

/** What a page of a list says of each of its items. */
export const each = (body: Record<string, unknown>, member: string, attribute: string): unknown[] =>
  (body[member] as Record<string, unknown>[]).map((item) => item[attribute]);
