import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient, paginateQuery, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type ServedBackground, serveBackground } from '../support/background.ts';
import { join as joinBoard, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { type Fault, usePlannedFaults } from '../support/fault-proxy.ts';
import { doJobs } from '../support/jobs.ts';
import { named } from '../support/people.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const FAILED = { batchItemFailures: [{ itemIdentifier: 'message-0' }] };
const DONE = { batchItemFailures: [] };

describe('a deleted board is removed in the background', () => {
  const table = useWhiteboard();
  const faults = usePlannedFaults(table, /^BatchWriteItem$/);

  const databaseClient = () =>
    new DynamoDBClient({
      endpoint: table.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });

  const outbox = mkdtempSync(join(tmpdir(), 'whiteboard-removal-'));
  let background: ServedBackground;
  // The embedded database writes ever more slowly the longer its stream is, and nothing here reads that.
  beforeAll(async () => {
    const client = databaseClient();
    const StreamSpecification = { StreamEnabled: false };
    await client.send(new UpdateTableCommand({ TableName: table.tableName, StreamSpecification }));
    client.destroy();
    background = await serveBackground(table.endpoint, outbox);
  });
  afterAll(async () => {
    await background.stop();
    rmSync(outbox, { recursive: true });
  });
  beforeEach(() => faults.set([]));

  /** The remaining items of a board: its partition, and its links. */
  const left = async (boardId: string): Promise<number> => {
    const client = databaseClient();
    const count = async (query: object): Promise<number> => {
      const input = { TableName: table.tableName, Select: 'COUNT' as const, ...query };
      let sum = 0;
      for await (const { Count = 0 } of paginateQuery({ client }, input)) sum += Count;
      return sum;
    };
    const ExpressionAttributeValues = marshall({ ':board': `BOARD#${boardId}` });
    const items = await count({ KeyConditionExpression: 'PK = :board', ExpressionAttributeValues });
    const links = { IndexName: 'GSI1', KeyConditionExpression: 'GSI1PK = :board', ExpressionAttributeValues };
    const sum = items + (await count(links));
    client.destroy();
    return sum;
  };

  /** A board with members, links and this many plain messages, deleted by its owner. */
  const deletedBoard = async (messages: number): Promise<string> => {
    const [ada, bob] = await Promise.all([named('Ada'), named('Bob')]);
    const boardId = await newBoard(ada);
    await joinBoard(ada, boardId, bob, 'editor');
    await share(ada, boardId, 'read');
    await write(bob, boardId, { task: true });
    await fill(boardId, messages);
    await done(ada.call('DELETE /boards/{boardId}', { path: { boardId } }));
    return boardId;
  };

  const fill = async (boardId: string, messages: number): Promise<void> => {
    const client = databaseClient();
    for (let n = 0; n < messages; n += 25) {
      const batch = Array.from({ length: Math.min(25, messages - n) }, (_, place) => ({
        PK: `BOARD#${boardId}`,
        SK: `MSG#${String(n + place).padStart(26, '0')}`,
        author: 'Ada',
        text: 'One of many',
        version: 1,
      }));
      const requests = batch.map((item) => ({ PutRequest: { Item: marshall(item) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table.tableName]: requests } }));
    }
    client.destroy();
  };

  const remove = (boardId: string, remainingMs?: () => number) =>
    doJobs('remove-board', [{ kind: 'remove-board', boardId }], remainingMs);

  test('2,000 messages, members, tasks, links and invites, and nothing of another board', async () => {
    const other = await named('Carol').then((carol) => newBoard(carol));
    const boardId = await deletedBoard(2_000);
    expect(await left(boardId)).toBe(2_000 + 5);
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
    expect(await left(other)).toBe(2);
  });

  test('again, which does nothing', async () => {
    const boardId = await deletedBoard(1);
    await remove(boardId);
    expect(await remove(boardId)).toEqual(DONE);
  });

  test('in several jobs when there is no time for all of it in one, none of which fails', async () => {
    const boardId = await deletedBoard(450);
    const job = { kind: 'remove-board', boardId };
    await background.send('remove-board', job);
    const sizes = [await left(boardId)];
    while ((await background.waiting('remove-board')).length > 0) {
      expect(await background.waiting('remove-board')).toEqual([job]);
      // As middy and then the function ask at their start, and before each of two rounds; then it is less than a fifth.
      const remaining = [300_000, 300_000, 300_000, 60_000];
      expect(await background.doNext('remove-board', () => remaining.shift() ?? 59_000)).toEqual(DONE);
      sizes.push(await left(boardId));
    }
    expect(sizes).toEqual([455, 255, 55, 0]);
  });

  test('not at all without any time: that has failed, and does not go on for ever', async () => {
    const boardId = await deletedBoard(1);
    const remaining = [300_000, 300_000];
    expect(await remove(boardId, () => remaining.shift() ?? 59_000)).toEqual(FAILED);
    expect(await background.waiting('remove-board')).toEqual([]);
  });

  test('over as many calls as it dies in, wherever that is', async () => {
    const boardId = await deletedBoard(600);
    const sizes: number[] = [];
    for (const passing of [0, 1, 2, 3]) {
      // Of the four batches of a round, answers are lost in all attempts of the SDK's.
      faults.set(Array<Fault>(passing).fill('none'), 'lose the answer');
      expect(await remove(boardId)).toEqual(FAILED);
      faults.set([]);
      sizes.push(await left(boardId));
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(sizes.at(-1)).toBeGreaterThan(0);
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
  });

  test('although the table is throttled for a while', async () => {
    const boardId = await deletedBoard(100);
    faults.set(['throttle', 'throttle', 'throttle', 'throttle']);
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
  });

  test('unprocessed keys are requested again', async () => {
    const boardId = await deletedBoard(60);
    faults.set(['unprocessed', 'unprocessed', 'unprocessed', 'unprocessed']);
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
  });

  test('a message that is no such job is not taken for one', async () => {
    expect(await doJobs('remove-board', ['no JSON', { kind: 'remove-board', boardId: '../main' }])).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }],
    });
  });
});
