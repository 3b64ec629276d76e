import type { Sent } from '../calls.ts';
import { sampleOf, wordsWith } from '../samples/http.ts';
import type { People, PersonName, World } from '../world.ts';
import { type Caller, COLUMNS, linkOf, personOf } from './callers.ts';

/** One row: a route, its variant if there are several, and the answer to each caller. */
export type Row = { name: string; route: string; variant: string; cells: { caller: Caller; expected: string }[] };

const ROW = /^(?<route>\S+ \S+)(?: \((?<variant>[^)]+)\))?(?<cells>(?: +\S+)+)$/;

/** Reads a table: a line of column names, and one for each row. @throws Error for a line that is not a row */
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

/** A well-formed token that does not exist. */
const UNKNOWN_TOKEN = 'x'.repeat(43);

/** The message of a variant: a guest's with its own edit token, with another one's or without; or a member's. */
const guestsMessage = (variant: string, { its, another }: World['wall'], membersId: string) => ({
  id: variant === 'a member’s' ? membersId : its.id,
  editToken: variant === 'another’s token' ? another.editToken : variant === 'no token' ? undefined : its.editToken,
});

/** The content of a cell's request. The worlds use other texts. */
const words = wordsWith('after');

/** The request of a cell. It is valid, so the answer depends only on its sender. */
export const requestOf = (
  { route, variant }: Pick<Row, 'route' | 'variant'>,
  caller: Caller,
  { boardId, messages, ...world }: World,
  people: People,
): Sent => {
  const who = personOf(caller);
  const link = linkOf(caller, world.links);
  const { [who]: own = messages.member } = messages as Partial<Record<PersonName, string>>;
  const sample = sampleOf(route, {
    words,
    boardId,
    messageId: variant === 'one’s own' ? own : messages.member,
    shared: guestsMessage(variant, world.shared, messages.member),
    wall: guestsMessage(variant, world.wall, messages.member),
    link: { id: world.links['read link'].id, token: link?.token ?? UNKNOWN_TOKEN },
    invite: world.invite.token,
    member: people[variant === 'oneself' ? who : 'member'],
    username: people[who].username,
    since: '0',
  });
  const isBearer = link && !route.includes(' /shared/');
  return isBearer ? { ...sample, headers: { ...sample.headers, authorization: `Bearer ${link.token}` } } : sample;
};
