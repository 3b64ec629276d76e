import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import type { Change } from '../../src/domain/change.ts';
import type { Figures } from '../../src/domain/figures.ts';
import { changeOf } from '../../src/table/change.ts';
import { countChanges } from '../../src/table/figures.ts';
import { client } from '../../src/table/kit/client.ts';
import { join, newBoard, write } from '../support/boards.ts';
import { type Fault, type NextFault, planFaults, startFaultProxy } from '../support/fault-proxy.ts';
import { patch, posted, remove, token } from '../support/messages.ts';
import { named, person } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { expired, streamRecords } from '../support/stream.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

/** All that happens here happened then, whatever the time is: days of their own begin at midnight. */
const DAY = '2026-02-03';
const thatDay = (record: DynamoDBRecord): DynamoDBRecord => ({
  ...record,
  dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Date.parse(`${DAY}T12:00:00Z`) / 1_000 },
});

/** Counts the changes of records, as the function behind the stream does. */
const count = async (records: DynamoDBRecord[]): Promise<void> => {
  await countChanges(records.map(changeOf).filter((change) => change !== undefined));
};

const figures = async (groups = '[admin]'): Promise<Figures> => {
  const { call } = person('operator', { 'cognito:groups': groups });
  const { status, body } = await call('GET /dashboard');
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as unknown as Figures;
};

describe('daily figures', () => {
  const board = useWhiteboard();
  let records: DynamoDBRecord[];
  let added: (before: Figures, after: Figures) => Record<string, number>;

  beforeAll(async () => {
    added = (before, after) => {
      const of = ({ boards, days }: Figures) => ({ boards, ...days.find(({ date }) => date === DAY) });
      const [old, now] = [of(before) as Record<string, unknown>, of(after) as Record<string, unknown>];
      return Object.fromEntries(
        Object.keys(now)
          .filter((name) => name !== 'date')
          .map((name) => [name, Number(now[name]) - Number(old[name] ?? 0)]),
      );
    };
    const message = await posted({ text: 'counted' });
    await patch(message.id, { text: 'edited' }, token(message));
    await patch(message.id, { done: false }, token(message));
    const gone = await posted({ text: 'deleted' });
    await remove(gone.id, token(gone));
    const timed = await posted({ text: 'expires', expiresInSeconds: 60 });
    await remove(timed.id, token(timed));
    const [ada, bob] = await Promise.all([named('Ada'), named('Bob')]);
    const boardId = await newBoard(ada);
    await join(ada, boardId, bob, 'editor');
    const written = await write(ada, boardId);
    await write(ada, boardId);
    await bob.call('PUT /boards/{boardId}/messages/{messageId}/reactions/{emoji}', {
      path: { boardId, messageId: written, emoji: 'heart' },
    });
    await newBoard(ada, 'Given up').then((id) => ada.call('DELETE /boards/{boardId}', { path: { boardId: id } }));
    const all = (await streamRecords(board)).map(thatDay);
    records = all.map((record) =>
      record.eventName === 'REMOVE' && record.dynamodb?.Keys?.SK?.S === `MSG#${timed.id}` ? expired(record) : record,
    );
  });

  /** The sums of the changes above. */
  const EXPECTED = {
    boards: 1,
    boardsCreated: 2,
    boardsDeleted: 1,
    messagesPosted: 5,
    messagesEdited: 2,
    messagesDeleted: 1,
    messagesExpired: 1,
    peopleActive: 2,
  };

  test('count the events of each day, and are empty before the first one', async () => {
    const before = await figures();
    expect(before).toEqual({ boards: 0, days: [] });
    await count(records);
    expect(added(before, await figures())).toEqual(EXPECTED);
  });

  test('count each change once, however the stream redelivers them', async () => {
    await count(records);
    const before = await figures();
    const slice = fc.tuple(fc.nat(records.length), fc.nat(records.length)).map(([a, b]) => records.slice(a, a + b + 1));
    await fc.assert(
      fc.asyncProperty(fc.array(slice, { maxLength: 4 }), async (deliveries) => {
        for (const delivery of deliveries) await count(delivery);
        expect(await figures()).toEqual(before);
      }),
      runs(4),
    );
  });

  const isPosted = (change: Change | undefined) => change?.entity === 'message' && !change.before;

  /** The operations that count a member's first post of a day, and the next one. */
  test('read first which people are noted, so that no transaction is refused because of them', async () => {
    const theirs = records
      .map(changeOf)
      .find((change) => isPosted(change) && change?.after && 'authorId' in change.after);
    if (!theirs) throw new Error('no member posted');
    const at = new Date('2026-02-04T12:00:00Z');
    const operations: string[] = [];
    const noted: NextFault = (operation) => {
      operations.push(operation);
      return 'none';
    };
    await withFaults(noted, async () => {
      await countChanges([{ ...theirs, at, id: 'first' }]);
      await countChanges([{ ...theirs, at, id: 'second' }]);
      await countChanges([{ ...theirs, at, id: 'second' }]);
    });
    // The third is redelivered: its transaction is refused, and there is nothing left to write, sums neither.
    expect(operations).toEqual(Array(3).fill(['BatchGetItem', 'TransactWriteItems']).flat());
    await countChanges([{ ...theirs, at, id: 'first' }]);
    expect((await figures()).days.find(({ date }) => date === '2026-02-04')).toMatchObject({
      messagesPosted: 2,
      peopleActive: 1,
    });
  });

  test('are counted although transactions of other shards are in the way for long', async () => {
    const posted = records.map(changeOf).find(isPosted);
    if (!posted) throw new Error('no message was posted');
    const conflicts = planFaults(/^TransactWriteItems$/);
    conflicts.set(Array<Fault>(40).fill('conflict'));
    const random = jest.spyOn(Math, 'random').mockReturnValue(0);
    await withFaults(conflicts.next, () =>
      countChanges([{ ...posted, at: new Date('2026-02-05T12:00:00Z'), id: 'contended' }]),
    );
    random.mockRestore();
    expect(conflicts.left()).toBe(0);
    expect((await figures()).days.find(({ date }) => date === '2026-02-05')?.messagesPosted).toBe(1);
  });

  test('are for the group admin', async () => {
    const { status, body } = await person('nobody', { 'cognito:groups': '[editors]' }).call('GET /dashboard');
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'not-admin' });
  });

  test.each(['0', '101', 'all'])('are of 1 to 100 days, not %s', async (days) => {
    const { status, body } = await person('operator', { 'cognito:groups': '[admin]' }).call('GET /dashboard', {
      query: { days },
    });
    expect({ status, detail: body.detail }).toEqual({
      status: 422,
      detail: 'days must be a whole number from 1 to 100',
    });
  });

  test('count each change once when the function dies anywhere between its writes', async () => {
    const at = (n: number) => new Date(Date.UTC(2020, 0, 1 + (n % 3)));
    const template = records.map(changeOf).find(isPosted);
    if (!template) throw new Error('no message was posted');
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fault>('none', 'lose the answer', 'lose the request'), { maxLength: 9 }),
        async (faults) => {
          round += 1;
          const plan = planFaults();
          plan.set(faults);
          const day = (n: number) => new Date(at(n).getTime() + round * 10 * 86_400_000);
          const changes = Array.from({ length: 90 }, (_, n) => ({
            ...template,
            id: `round ${round} change ${n}`,
            at: day(n),
          }));
          await withFaults(plan.next, async () => {
            // Lambda delivers the batch until it succeeds.
            for (let attempt = 0; attempt < 12; attempt += 1) {
              const counted = await countChanges(changes).then(
                () => true,
                () => false,
              );
              if (counted) break;
            }
          });
          await countChanges(changes);
          const items = await storedItems(board, 'STATS');
          const sums = [0, 1, 2].map((n) => items.find(({ SK }) => SK === `DAY#${day(n).toISOString().slice(0, 10)}`));
          expect(sums.map((item) => item?.messagesPosted)).toEqual([30, 30, 30]);
        },
      ),
      runs(3),
    );
  });

  /** Meanwhile the table is reached through faults, by a client that does not retry by itself. */
  const withFaults = async (next: NextFault, action: () => Promise<void>): Promise<void> => {
    const proxy = await startFaultProxy(board.endpoint, next);
    const previous = process.env.AWS_ENDPOINT_URL_DYNAMODB;
    process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.endpoint;
    const throughFaults = client();
    throughFaults.config.maxAttempts = async () => 1;
    await action();
    throughFaults.destroy();
    process.env.AWS_ENDPOINT_URL_DYNAMODB = previous;
    await proxy.stop();
  };
});
