import { BatchWriteItemCommand, DynamoDBClient, paginateQuery, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Fault, startFaultProxy } from '../support/fault-proxy.ts';
import { done, join, named, newBoard, share, write } from '../support/people.ts';
import { doJobs } from '../support/queue-event.ts';
import { functionEnvironment, useWhiteboard } from '../support/whiteboard.ts';

const FAILED = { batchItemFailures: [{ itemIdentifier: 'message-0' }] };
const DONE = { batchItemFailures: [] };

describe('a deleted board is removed in the background', () => {
  const table = useWhiteboard();
  const faults: Fault[] = [];

  const databaseClient = () =>
    new DynamoDBClient({
      endpoint: table.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });

  let stopProxy: () => Promise<void>;
  // The embedded database writes ever more slowly the longer its stream is, and nothing here reads that.
  beforeAll(async () => {
    const client = databaseClient();
    const StreamSpecification = { StreamEnabled: false };
    await client.send(new UpdateTableCommand({ TableName: table.tableName, StreamSpecification }));
    client.destroy();
    // The functions reach the table by a way that breaks when a test says so.
    const proxy = await startFaultProxy(table.endpoint, (operation) =>
      operation === 'BatchWriteItem' ? (faults.shift() ?? 'none') : 'none',
    );
    stopProxy = proxy.stop;
    Object.assign(process.env, functionEnvironment(proxy.endpoint, table.tableName));
  });
  afterAll(() => stopProxy());
  beforeEach(() => {
    faults.length = 0;
  });

  /** What is left of a board: its partition, and the links that lead to it. */
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
    await join(ada, boardId, bob, 'editor');
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

  test('20,000 messages, members, tasks, links and invites, and nothing of another board', async () => {
    const other = await named('Carol').then((carol) => newBoard(carol));
    const boardId = await deletedBoard(20_000);
    expect(await left(boardId)).toBe(20_000 + 5);
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
    expect(await left(other)).toBe(2);
  });

  test('again, which does nothing', async () => {
    const boardId = await deletedBoard(1);
    await remove(boardId);
    expect(await remove(boardId)).toEqual(DONE);
  });

  test('in several calls when there is no time for all of it', async () => {
    const boardId = await deletedBoard(450);
    const remaining = [60_000, 60_000];
    expect(await remove(boardId, () => remaining.shift() ?? 4_000)).toEqual(FAILED);
    const rest = await left(boardId);
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThan(455);
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
  });

  test('over as many calls as it dies in, wherever that is', async () => {
    const boardId = await deletedBoard(300);
    for (let n = 0; n < 12; n += 1) {
      // Three attempts of the SDK's: the function fails, with some batches of the round deleted.
      faults.push(...Array<Fault>(n % 4).fill('none'), ...Array<Fault>(9).fill('lose the answer'));
      if ((await remove(boardId)).batchItemFailures.length === 0) break;
      faults.length = 0;
    }
    faults.length = 0;
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
  });

  test('although the table is throttled for a while', async () => {
    const boardId = await deletedBoard(100);
    faults.push('throttle', 'throttle', 'throttle', 'throttle');
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
  });

  test('what the table left unprocessed is asked for again', async () => {
    const boardId = await deletedBoard(60);
    faults.push('unprocessed', 'unprocessed', 'unprocessed', 'unprocessed');
    expect(await remove(boardId)).toEqual(DONE);
    expect(await left(boardId)).toBe(0);
  });

  test('a message that is no such job is not taken for one', async () => {
    expect(await doJobs('remove-board', ['no JSON', { kind: 'remove-board', boardId: '../main' }])).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }],
    });
  });
});
