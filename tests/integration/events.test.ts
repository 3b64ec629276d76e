import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { digestOf, hexDigestOf } from '../../src/domain/secret.ts';
import { keepChanges } from '../../src/table/change-head.ts';
import { putConnection } from '../../src/table/connection.ts';
import { transact } from '../../src/table/kit/transaction.ts';
import type { Write } from '../../src/table/kit/write.ts';
import { putTicket } from '../../src/table/ticket.ts';
import { putProfile } from '../../src/table/user.ts';
import { functionFile } from '../../tools/functions.ts';
import { type ServedBackground, serveBackground } from '../support/background.ts';
import { serveConnections } from '../support/connections.ts';
import { lambdaContext } from '../support/request.ts';
import { ALICE, BOB, CONNECTION_ID, CONTACT_ID, EXAMPLE, TICKET } from '../support/samples/example.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const names = readdirSync('events').map((file) => basename(file, '.json'));

const { words, boardId: BOARD, link: LINK, invite: INVITE, wall } = EXAMPLE;
const { author, text, title, contact } = words;
const onWall = { id: wall.id, boardId: 'main', author, text, version: 1 };
const ofAlice = { boardId: BOARD, author: words.displayName, authorId: ALICE.userId };
const onBoard = { ...ofAlice, id: EXAMPLE.messageId, text: 'Hi team', version: 1 };

const seeds = async (): Promise<Write[]> => {
  const [board, contacts, link, member, message] = await Promise.all([
    import('../../src/table/board.ts'),
    import('../../src/table/contact.ts'),
    import('../../src/table/link.ts'),
    import('../../src/table/member.ts'),
    import('../../src/table/message.ts'),
  ]);
  const common = { boardId: BOARD, createdId: BOARD };
  return [
    board.putBoardWrite({ id: BOARD, title, owners: 1, version: 1 }),
    member.putMemberWrite({ boardId: BOARD, userId: ALICE.userId, role: 'owner' }),
    member.putMemberWrite({ boardId: BOARD, userId: BOB.userId, role: 'editor' }),
    message.putMessageWrite({ message: onWall, editDigest: digestOf(wall.editToken) }),
    message.putMessageWrite({ message: onBoard }),
    contacts.putContactWrite({ id: CONTACT_ID, ...contact }),
    link.putLinkWrite({ id: LINK.id, kind: 'share', access: 'write', ...common }),
    link.putLinkWrite({ id: hexDigestOf(INVITE), kind: 'invite', role: 'editor', uses: 1, ...common }),
  ];
};

/** The answers of functions behind routes, queues and the stream. */
type Handler = (
  event: unknown,
  context: object,
) => Promise<{ statusCode?: number; batchItemFailures?: object[] } | null>;

/** Parts of the examples that no log line may contain: tokens, a mail address, people's texts. */
const CANARIES = [
  'Bearer',
  wall.editToken,
  LINK.token,
  INVITE,
  ...[words.email, 'Hello', 'Hi team', title, words.description],
  ...[TICKET, 'Grace', 'sing', '-40.5'],
  ...[contact.email, 'May we'],
];

/** A ticket for the wall, and a person who is connected to it and gets its changes. */
const seedLive = async (): Promise<void> => {
  const guest = { boardId: 'main', name: 'Grace', role: 'writer' as const, caller: { door: 'wall' as const } };
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  await putTicket(hexDigestOf(TICKET), { ...guest, until: inAnHour }, inAnHour);
  await keepChanges('main', 3_600);
  const now = Date.now();
  await putConnection({ ...guest, connectionId: CONNECTION_ID, expiresAt: inAnHour, seenAt: now, readyAt: now });
};

/** The functions whose examples show another answer than success. */
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
    // Items of earlier examples stay.
    for (const write of await seeds()) await transact({ write });
    for (const who of [ALICE, BOB]) await putProfile({ ...who, displayName: words.displayName });
    await seedLive();
  });

  test.each(names)('%s', async (name) => {
    const event = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
    const { handler } = (await import(functionFile(name))) as { handler: Handler };
    const { statusCode = 200, batchItemFailures = [] } = (await handler(event, lambdaContext())) ?? {};
    const expected = { status: STATUS[name] ?? 2, batchItemFailures: [] };
    expect({ status: Math.floor(statusCode / 100), batchItemFailures }).toEqual(expected);
    const lines = JSON.stringify(board.logged);
    expect(lines).toContain(event.requestContext?.routeKey ?? 'batch');
    expect(CANARIES.filter((canary) => lines.includes(canary))).toEqual([]);
  });
});
