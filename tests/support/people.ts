import { randomUUID } from 'node:crypto';
import { join, newBoard } from './boards.ts';
import { type Call, done, fillRoute } from './calls.ts';
import { templateFunctions } from './template.ts';
import { invoke } from './whiteboard.ts';

/** A signed-in person. */
export type Person = { userId: string; call: Call };

const routes = new Map(
  templateFunctions().flatMap(({ name, routes }) =>
    routes.map(({ key, authorizer }) => [key, { name, isPublic: authorizer === 'NONE' }] as const),
  ),
);

/**
 * Calls the functions in this process, with or without the claims of a token. As at the gateway, a function without an
 * authorizer gets no claims.
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

/** A person who is not signed in: at a door without authentication, or with a skipped authorizer. */
export const guest: { call: Call } = { call: callWith() };

/** A new signed-in person without a profile. */
export const person = (name = 'somebody', claims: Record<string, string> = {}): Person => {
  const userId = `${name}-${randomUUID()}`;
  return { userId, call: callWith({ sub: userId, ...claims }) };
};

/** A free username. */
export const freeUsername = (name = 'user'): string => `${name}-${randomUUID().slice(0, 13)}`;

/** A new person with a profile and the given name. */
export const named = async (displayName: string): Promise<Person & { username: string }> => {
  const who = person(displayName);
  const username = freeUsername();
  await done(who.call('PUT /users/me', { body: { username, displayName } }));
  return { ...who, username };
};

/** A board with a person in each role, all with profiles, and a stranger, who is not a member. */
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

/** One value of each item in a page of a list. */
export const each = (body: Record<string, unknown>, member: string, attribute: string): unknown[] =>
  (body[member] as Record<string, unknown>[]).map((item) => item[attribute]);
