import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { digestOf, hexDigestOf } from '../../src/domain/secret.ts';
import type { Write } from '../../src/table/transaction.ts';
import { type ServedBackground, serveBackground } from '../support/background.ts';
import { serveConnections } from '../support/connections.ts';
import { lambdaContext } from '../support/request.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const names = readdirSync('events').map((file) => basename(file, '.json'));

/** Who and what the examples are about. */
const ALICE = '4e243734-ec5d-8ce4-83c5-284715ff0889';
const BOB = '633a5f0c-850a-8895-9984-545f66103558';
const BOARD = '01M7Z9ZWVWJGRA0S4Y2TAR57BA';
const LINK = 'TDQsCbiubISgj0NjDNWxM6e77XSchi6IYp267mBxdw8';
const CONTACT = '01M7Z9ZX1SE61PT96MCGP3FQGY';
const TICKET = 'H0VRcTD6KfEtp0YGkmd0Jq1aYVMqpm1VgkYwX9mzwN4';
const CONNECTION = 'L0SM9cOFvHcCIhw=';
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
  const [board, contact, link, member, message] = await Promise.all([
    import('../../src/table/board.ts'),
    import('../../src/table/contact.ts'),
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
    contact.putContactWrite({ id: CONTACT, name: 'Ada', email: 'ada@example.com', message: 'May we use it?' }),
    link.putLinkWrite({ id: hexDigestOf(LINK), kind: 'share', access: 'write', ...common }),
    link.putLinkWrite({ id: hexDigestOf(INVITE), kind: 'invite', role: 'editor', uses: 1, ...common }),
  ];
};

/** What functions answer: those behind routes, queues, and the stream. */
type Handler = (
  event: unknown,
  context: object,
) => Promise<{ statusCode?: number; batchItemFailures?: object[] } | null>;

/** What the examples contain that no log line may: tokens, a mail address, what people wrote. */
const CANARIES = [
  'Bearer',
  'example-edit-token',
  LINK,
  INVITE,
  'alice@example.com',
  'Hello',
  'Hi team',
  'Launch',
  ...[TICKET, 'Grace', 'sing', '-40.5'],
  ...['ada@example.com', 'May we'],
];

/** A ticket for the wall, and somebody who is connected to it and sees its changes. */
const seedLive = async (): Promise<void> => {
  const { putTicket } = await import('../../src/table/ticket.ts');
  const { putConnection } = await import('../../src/table/connection.ts');
  const { keepChanges } = await import('../../src/table/change-head.ts');
  const guest = { boardId: 'main', name: 'Grace', role: 'writer' as const, caller: { door: 'wall' as const } };
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  await putTicket(hexDigestOf(TICKET), { ...guest, until: inAnHour }, inAnHour);
  await keepChanges('main', 3_600);
  const now = Date.now();
  await putConnection({ ...guest, connectionId: CONNECTION, expiresAt: inAnHour, seenAt: now, readyAt: now });
};

/** What answers with something else than success, because that is what its example shows. */
const STATUS: Record<string, number> = { 'live-default': 4 };

describe('every example in events/ runs through its handler', () => {
  const board = useWhiteboard();

  const outbox = mkdtempSync(join(tmpdir(), 'whiteboard-events-'));
  let background: ServedBackground;
  let management: Awaited<ReturnType<typeof serveConnections>>;

  beforeAll(async () => {
    management = await serveConnections();
    process.env.LIVE_ENDPOINT = management.url;
    background = await serveBackground(board.endpoint, outbox);
  });
  afterAll(async () => {
    await background.stop();
    await management.stop();
    rmSync(outbox, { recursive: true });
  });

  beforeEach(async () => {
    const { transact } = await import('../../src/table/transaction.ts');
    const { putProfile } = await import('../../src/table/user.ts');
    // What an example before this one left in place stays as it is.
    for (const write of await seeds()) await transact([write]);
    await putProfile({ userId: ALICE, username: 'alice', displayName: 'Alice' });
    await seedLive();
  });

  test.each(names)('%s', async (name) => {
    const event = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
    const { handler } = (await import(`../../src/handlers/${name}.ts`)) as { handler: Handler };
    const { statusCode = 200, batchItemFailures = [] } = (await handler(event, lambdaContext())) ?? {};
    const expected = { status: STATUS[name] ?? 2, batchItemFailures: [] };
    expect({ status: Math.floor(statusCode / 100), batchItemFailures }).toEqual(expected);
    const lines = JSON.stringify(board.logged);
    expect(lines).toContain(event.requestContext?.routeKey ?? 'batch');
    expect(CANARIES.filter((canary) => lines.includes(canary))).toEqual([]);
  });
});
