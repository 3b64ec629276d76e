import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { digestOf, hexDigestOf } from '../../src/domain/secret.ts';
import type { Endpoint } from '../../src/http/endpoint.ts';
import type { Write } from '../../src/table/transaction.ts';
import { lambdaContext } from '../support/request.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const names = readdirSync('events').map((file) => basename(file, '.json'));

/** Who and what the examples are about. */
const ALICE = '4e243734-ec5d-8ce4-83c5-284715ff0889';
const BOB = '633a5f0c-850a-8895-9984-545f66103558';
const BOARD = '01M7Z9ZWVWJGRA0S4Y2TAR57BA';
const LINK = 'TDQsCbiubISgj0NjDNWxM6e77XSchi6IYp267mBxdw8';
const INVITE = 'BX_wWFHtPvPq6MC5QJgQwplI9ICzHcGjSXHwGObFmDU';
const onWall = { id: '01M7Z6632ZWA9YKEM64GTZ5NDT', boardId: 'main', author: 'Ada', text: 'Hello, board', version: 1 };
const onBoard = {
  id: '01M7Z9ZX1SE61PT96MCGP3FQGX',
  boardId: BOARD,
  author: 'Alice',
  authorId: ALICE,
  text: 'Hi team',
  version: 1,
};

const seeds = async (): Promise<Write[]> => {
  const [board, link, member, message] = await Promise.all([
    import('../../src/table/board.ts'),
    import('../../src/table/link.ts'),
    import('../../src/table/member.ts'),
    import('../../src/table/message.ts'),
  ]);
  const common = { boardId: BOARD, createdId: BOARD };
  return [
    board.putBoardWrite({ id: BOARD, title: 'Launch', owners: 1, version: 1 }),
    member.putMemberWrite({ boardId: BOARD, userId: ALICE, role: 'owner' }),
    member.putMemberWrite({ boardId: BOARD, userId: BOB, role: 'editor' }),
    message.putMessageWrite({ message: onWall, editDigest: digestOf('example-edit-token') }),
    message.putMessageWrite({ message: onBoard }),
    link.putLinkWrite({ id: hexDigestOf(LINK), kind: 'share', access: 'write', ...common }),
    link.putLinkWrite({ id: hexDigestOf(INVITE), kind: 'invite', role: 'editor', uses: 1, ...common }),
  ];
};

/** What the examples contain that no log line may: tokens, a mail address, what people wrote. */
const CANARIES = ['Bearer', 'example-edit-token', LINK, INVITE, 'alice@example.com', 'Hello', 'Hi team', 'Launch'];

describe('every example in events/ runs through its handler', () => {
  const board = useWhiteboard();

  beforeEach(async () => {
    const { transact } = await import('../../src/table/transaction.ts');
    const { putProfile } = await import('../../src/table/user.ts');
    // What an example before this one left in place stays as it is.
    for (const write of await seeds()) await transact([write]);
    await putProfile({ userId: ALICE, username: 'alice', displayName: 'Alice' });
  });

  test.each(names)('%s', async (name) => {
    const event = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
    const { handler } = (await import(`../../src/handlers/${name}.ts`)) as { handler: Endpoint };
    const { statusCode } = await handler(event, lambdaContext());
    expect(statusCode).toBeGreaterThanOrEqual(200);
    expect(statusCode).toBeLessThan(300);
    const lines = JSON.stringify(board.logged);
    expect(lines).toContain(event.routeKey);
    expect(CANARIES.filter((canary) => lines.includes(canary))).toEqual([]);
  });
});
