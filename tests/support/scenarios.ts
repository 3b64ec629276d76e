import { type Answer, invoke } from './whiteboard.ts';

/** Prepares an access pattern, and returns the one request that carries it out. */
export type Scenario = () => Promise<() => Promise<unknown>>;

export const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** A request of somebody who is signed in, by its route and what stands in the route's braces. */
export const as = (
  userId: string,
  name: string,
  route: string,
  parameters: Record<string, string> = {},
  body?: unknown,
): Promise<Answer> => {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(parameters[key] ?? ''));
  return invoke(name, { method, path, route, pathParameters: parameters, claims: { sub: userId }, body });
};

let people = 0;

/** A board of a new person, who has a profile. */
export const ownBoard = async () => {
  people += 1;
  const owner = `person-${people}`;
  await as(owner, 'put-me', 'PUT /users/me', {}, { username: owner, displayName: owner });
  const { body } = await as(owner, 'create-board', 'POST /boards', {}, { title: 'Measured' });
  return { owner, boardId: String(body.id) };
};
