import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBRecord } from 'aws-lambda';
import { type ServedBackground, serveBackground } from '../support/background.ts';
import { newBoard, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { type Fault, usePlannedFaults } from '../support/fault-proxy.ts';
import { guest, named } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { streamRecords } from '../support/stream.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

describe('the function behind the table’s stream', () => {
  const table = useWhiteboard();
  const faults = usePlannedFaults(table);
  const outbox = mkdtempSync(join(tmpdir(), 'whiteboard-relay-'));
  let background: ServedBackground;
  let boardId: string;
  let contactId: string;
  let records: DynamoDBRecord[];

  beforeAll(async () => {
    background = await serveBackground(table.endpoint, outbox);
    const ada = await named('Ada');
    boardId = await newBoard(ada);
    await write(ada, boardId);
    await done(ada.call('DELETE /boards/{boardId}', { path: { boardId } }));
    const body = { name: 'Ada', email: 'ada@example.com', message: 'Hello' };
    contactId = String((await done(guest.call('POST /contact', { body }))).id);
    // Of one day, also around midnight.
    const ApproximateCreationDateTime = Date.now() / 1_000;
    records = (await streamRecords(table)).map((record) => ({
      ...record,
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime },
    }));
  });
  afterAll(async () => {
    await background.stop();
    rmSync(outbox, { recursive: true });
  });

  const figures = async () => (await storedItems(table, 'STATS')).map(({ SK, PK, ...sums }) => sums);
  const EXPECTED = [{ boardsCreated: 1, boardsDeleted: 1, messagesPosted: 1, peopleActive: 1 }];

  test('dies between its two halves: the jobs are handed on, and nothing is counted', async () => {
    faults.set(Array<Fault>(3).fill('lose the request'));
    await expect(background.relay(records)).rejects.toThrow('The table did not answer');
    expect(await background.waiting('remove-board')).toEqual([{ kind: 'remove-board', boardId }]);
    expect(await figures()).toEqual([]);
  });

  test('gets its batch again: everything is counted once', async () => {
    await background.relay(records);
    expect(await figures()).toEqual(EXPECTED);
  });

  test('and again: a job may be there twice, a count not', async () => {
    await background.relay(records);
    expect(await figures()).toEqual(EXPECTED);
    expect(await background.waiting('send-contact')).toEqual(Array(3).fill({ kind: 'send-contact', contactId }));
  });

  test('leaves jobs that bear repetition', async () => {
    for (let n = 0; n < 3; n += 1) {
      expect(await background.doNext('remove-board')).toEqual({ batchItemFailures: [] });
      expect(await background.doNext('send-contact')).toEqual({ batchItemFailures: [] });
    }
    expect(await background.doNext('remove-board')).toBeUndefined();
    expect(await storedItems(table, `BOARD#${boardId}`)).toEqual([]);
  });

  test('writes one line for each batch, with its cost and without people’s texts', async () => {
    await background.relay(records);
    expect(table.logged).toContainEqual(
      expect.objectContaining({ event: 'batch', source: 'stream', records: records.length, failed: 0 }),
    );
    const lines = JSON.stringify(table.logged);
    for (const canary of ['ada@example.com', 'Hello', 'Launch', 'Ada']) {
      expect(lines).not.toContain(canary);
    }
  });
});
