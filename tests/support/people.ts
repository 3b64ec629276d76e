import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, DynamoDBClient, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { templateFunctions } from './template.ts';
import { type Answer, invoke } from './whiteboard.ts';

/** What goes with a request beside its route; `path` holds values for the route's {placeholders}, and may hold more. */
export type Sent = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  sourceIp?: string;
};

/** Sends a request to a route as template.yaml spells it, `GET /boards/{boardId}`, through the function behind it. */
export type Call = (route: string, sent?: Sent) => Promise<Answer>;

/** Somebody who is signed in. */
export type Person = { userId: string; call: Call };

type Role = 'owner' | 'editor' | 'viewer';

const functionOf = new Map(
  templateFunctions().flatMap(({ name, routes }) => routes.map(({ key }) => [key, name] as const)),
);

/** Sends requests with the claims of a token, or without any. */
export const callWith =
  (claims?: Record<string, string>): Call =>
  (route, { path = {}, ...sent } = {}) => {
    const name = functionOf.get(route);
    if (!name) throw new Error(`template.yaml has no route ${route}`);
    const [method = '', template = ''] = route.split(' ');
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);
    const values = Object.fromEntries(names.map((key) => [key, path[key] ?? '']));
    return invoke(name, {
      ...sent,
      method,
      route,
      path: template.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(values[key] ?? '')),
      ...(names.length > 0 && { pathParameters: values }),
      ...(claims && { claims }),
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

/** Sends a request that must succeed, and returns its body. */
export const done = async (answering: Promise<Answer>): Promise<Record<string, unknown>> => {
  const { status, body } = await answering;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
};

/** Somebody new with a profile, named as given. */
export const named = async (displayName: string): Promise<Person & { username: string }> => {
  const who = person(displayName);
  const username = freeUsername();
  await done(who.call('PUT /users/me', { body: { username, displayName } }));
  return { ...who, username };
};

/** Makes a board. @returns its id */
export const newBoard = async (owner: Person, title = 'Launch'): Promise<string> =>
  String((await done(owner.call('POST /boards', { body: { title } }))).id);

/** Makes an invite. @returns its token and the id to revoke it with */
export const invite = async (owner: Person, boardId: string, body: object): Promise<{ token: string; id: string }> =>
  (await done(owner.call('POST /boards/{boardId}/invites', { path: { boardId }, body }))) as {
    token: string;
    id: string;
  };

/** Uses an invite. */
export const accept = (who: Person, token: string): Promise<Answer> =>
  who.call('POST /invites/{token}/accept', { path: { token } });

/** Makes somebody a member, as people become one: by an invite. */
export const join = async (owner: Person, boardId: string, who: Person, role: Role): Promise<void> => {
  const { token } = await invite(owner, boardId, { role });
  await done(accept(who, token));
};

/** Makes a share link. @returns its token and the id to revoke it with */
export const share = async (
  owner: Person,
  boardId: string,
  access: 'read' | 'write',
  more: object = {},
): Promise<{ token: string; id: string }> =>
  (await done(owner.call('POST /boards/{boardId}/links', { path: { boardId }, body: { access, ...more } }))) as {
    token: string;
    id: string;
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

/** Writes on a board as one of its members. @returns the message's id */
export const write = async (who: Person, boardId: string, content: object = {}): Promise<string> => {
  const body = { text: 'Hello', ...content };
  return String((await done(who.call('POST /boards/{boardId}/messages', { path: { boardId }, body }))).id);
};

/** What a page of a list says of each of its items. */
export const each = (body: Record<string, unknown>, member: string, attribute: string): unknown[] =>
  (body[member] as Record<string, unknown>[]).map((item) => item[attribute]);

type TableRef = { endpoint: string; tableName: string };

const clientOf = ({ endpoint }: TableRef) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Removes an item behind everybody's back, as the table's time to live does. */
export const removeItem = async (table: TableRef, key: { PK: string; SK: string }): Promise<void> => {
  const client = clientOf(table);
  await client.send(new DeleteItemCommand({ TableName: table.tableName, Key: marshall(key) }));
  client.destroy();
};

/** All that is in the table, or in one of its partitions, read by a client of the tests' own, sorted by key. */
export const storedItems = async (table: TableRef, partition?: string) => {
  const client = clientOf(table);
  const input = { TableName: table.tableName };
  const query = { KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues: { ':pk': { S: partition ?? '' } } };
  const pages = partition ? paginateQuery({ client }, { ...input, ...query }) : paginateScan({ client }, input);
  const items: Record<string, unknown>[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
  client.destroy();
  return items.sort((a, b) => (`${a.PK} ${a.SK}` < `${b.PK} ${b.SK}` ? -1 : 1));
};
