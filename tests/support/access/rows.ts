import type { ApiRequest } from './api.ts';
import { type Caller, COLUMNS, isLink, personOf } from './callers.ts';
import type { World } from './world.ts';

/** One row: a route, where there are several cases of it which one, and what each caller gets. */
export type Row = { name: string; route: string; variant: string; cells: { caller: Caller; expected: string }[] };

const ROW = /^(?<route>\S+ \S+)(?: \((?<variant>[^)]+)\))?(?<cells>(?: +\S+)+)$/;

/** Reads a table: a line of column names, and one for each row. @throws Error for a line that is no row */
export const readTable = (text: string): Row[] => {
  const [head = '', ...lines] = text.trim().split('\n').filter(Boolean);
  const columns = head.trim().split(/\s+/).slice(1);
  return lines.map((line) => {
    const { route = '', variant = '', cells = '' } = ROW.exec(line.trimEnd())?.groups ?? {};
    const outcomes = cells.trim().split(/ +/);
    if (outcomes.length !== columns.length) throw new Error(`${outcomes.length} of ${columns.length} cells: ${line}`);
    return {
      name: variant ? `${route} (${variant})` : route,
      route,
      variant,
      cells: columns.flatMap((column, n) =>
        (COLUMNS[column] ?? []).map((caller) => ({ caller, expected: outcomes[n] ?? '' })),
      ),
    };
  });
};

const GUESTS_MESSAGE = { author: 'Guest', text: 'After' };

/** A valid body of every route that takes one. */
export const bodyOf = (route: string, username: string): object | undefined => {
  if (route.startsWith('PATCH ') && route.endsWith('/messages/{messageId}')) return { text: 'After' };
  const bodies: Record<string, object> = {
    'POST /messages': GUESTS_MESSAGE,
    'POST /shared/{token}/messages': GUESTS_MESSAGE,
    'POST /boards/{boardId}/messages': { text: 'After' },
    'POST /tickets': { name: 'Guest' },
    'POST /shared/{token}/tickets': { name: 'Guest' },
    'POST /boards/{boardId}/tickets': {},
    'PUT /users/me': { username, displayName: 'After' },
    'POST /contact': { name: 'Ada', email: 'ada@example.com', message: 'After' },
    'POST /boards': { title: 'After' },
    'PATCH /boards/{boardId}': { title: 'After' },
    'PUT /boards/{boardId}/members/{userId}': { role: 'viewer' },
    'POST /boards/{boardId}/invites': { role: 'viewer' },
    'POST /boards/{boardId}/links': { access: 'read' },
  };
  return bodies[route];
};

/** The query of every route that needs one. */
export const queryOf = (template: string): Record<string, string> =>
  template.endsWith('/changes') ? { since: '0' } : {};

/** Fills the parameters of a route's path in. @throws Error for one that has no value */
export const fillPath = (path: string, values: Record<string, string | undefined>): string =>
  path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${path}: a value for ${name} is missing`);
    return encodeURIComponent(value);
  });

/** As a token is spelled, but nobody's. */
export const UNKNOWN_TOKEN = 'x'.repeat(43);

const messageIdOf = (route: string, variant: string, caller: Caller, world: World): string | undefined => {
  if (route.includes(' /messages')) return world.wall.its.id;
  const { member, [personOf(caller)]: own = member } = world.messages;
  if (route.includes(' /boards/')) return variant === 'one’s own' ? own : member;
  return variant === 'a member’s' ? member : world.shared.its.id;
};

const editTokenOf = (route: string, variant: string, world: World): Record<string, string> => {
  const { its, another } = route.includes(' /messages') ? world.wall : world.shared;
  const tokens: Record<string, string> = {
    'its token': its.editToken,
    'another’s token': another.editToken,
    'a member’s': its.editToken,
  };
  const token = tokens[variant];
  return token === undefined ? {} : { 'edit-token': token };
};

/** The request of a cell: a valid one, so that nothing but who sends it decides what becomes of it. */
export const requestOf = ({ route, variant }: Pick<Row, 'route' | 'variant'>, caller: Caller, world: World) => {
  const [method = '', template = ''] = route.split(' ');
  const link = isLink(caller) ? world.links[caller] : undefined;
  const isShared = template.startsWith('/shared/');
  const path = fillPath(template, {
    boardId: world.boardId,
    messageId: messageIdOf(route, variant, caller, world),
    token: isShared ? (link?.token ?? UNKNOWN_TOKEN) : world.invite.token,
    userId: variant === 'oneself' ? world.userIds[personOf(caller)] : world.userIds.member,
    linkId: world.links['read link'].id,
    username: 'member',
    emoji: 'heart',
  });
  const headers = {
    ...(link && !isShared && { authorization: `Bearer ${link.token}` }),
    ...editTokenOf(route, variant, world),
  };
  const query = String(new URLSearchParams(queryOf(template)));
  return {
    method,
    path: `${path}${query && '?'}${query}`,
    headers,
    body: bodyOf(route, personOf(caller)),
  } satisfies ApiRequest;
};
