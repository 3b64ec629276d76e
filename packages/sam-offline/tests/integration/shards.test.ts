import type { Database } from '../../src/dynamodb/database.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { type ScriptedShard, startShardedStream } from '../support/sharded-stream.ts';
import { startStreamsDatabase, streamOf } from '../support/streams.ts';

type Fault = Parameters<typeof startShardedStream>[2];

describe('a stream of several shards', () => {
  let database: Database;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    database = await startStreamsDatabase();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(() => database.stop());

  const open = async (shards: ScriptedShard[], fault?: Fault) => {
    const server = await startShardedStream(database.url, shards, fault);
    ends.push(server.stop);
    const stream = await streamOf(database, 'StartingPosition: TRIM_HORIZON, BatchSize: 2', { url: server.url });
    ends.push(stream.end);
    return stream;
  };
  const records = (...numbers: number[]) => numbers.map((number) => ({ id: `item ${number}`, number }));
  const items = (...numbers: number[]) => numbers.map((number) => `item ${number}`);

  test('is read parents first, and then their children, new ones too', async () => {
    const child: ScriptedShard = { shardId: 'child', parent: 'parent', records: records(4, 5), closed: false };
    const parent: ScriptedShard = { shardId: 'parent', parent: 'long gone', records: records(1, 2, 3), closed: false };
    const shards = [child, parent];
    const stream = await open(shards);
    stream.start();
    await stream.received(3);
    shards.push({ shardId: 'grandchild', parent: 'child', records: records(6), closed: false });
    parent.closed = true;
    await stream.received(5);
    child.closed = true;
    expect((await stream.received(6)).flat()).toEqual(items(1, 2, 3, 4, 5, 6));
  });

  test('is read in all its branches at once', async () => {
    const branches = ['left', 'right'].map((shardId, n) => ({ shardId, records: records(n + 1), closed: false }));
    const stream = await open(branches);
    stream.start();
    expect((await stream.received(2)).flat().sort()).toEqual(items(1, 2));
  });

  test('is not read again where it was read to its end', async () => {
    const parent: ScriptedShard = { shardId: 'parent', records: records(1), closed: true };
    const child: ScriptedShard = { shardId: 'child', parent: 'parent', records: records(2), closed: false };
    const stream = await open([parent, child]);
    stream.start();
    await stream.received(2);
    await stream.stopPolling();
    child.records.push(...records(3));
    stream.start();
    expect((await stream.received(3)).flat()).toEqual(items(1, 2, 3));
  });

  test('that has none of its old shards left is a new one, and starts where the template says', async () => {
    const shards: ScriptedShard[] = [{ shardId: 'old', records: records(1), closed: false }];
    const stream = await open(shards);
    stream.start();
    await stream.received(1);
    await stream.stopPolling();
    shards.splice(0, 1, { shardId: 'new', records: records(7, 8), closed: false });
    stream.start();
    expect((await stream.received(3)).flat()).toEqual(items(1, 7, 8));
  });

  test('whose records were trimmed before they were read goes on with the oldest that is left, and says so', async () => {
    const shard: ScriptedShard = { shardId: 'only', records: records(1, 2), closed: false };
    let trimmed = false;
    const stream = await open([shard], (_operation, { SequenceNumber }) =>
      trimmed && SequenceNumber !== undefined ? 'TrimmedDataAccessException' : undefined,
    );
    stream.start();
    await stream.received(2);
    await stream.stopPolling();
    trimmed = true;
    shard.records.splice(0, 2, ...records(8, 9));
    stream.start();
    expect((await stream.received(4)).flat()).toEqual(items(1, 2, 8, 9));
    expect(stream.errors.join()).toContain('Records were trimmed before they were read');
  });

  test.each(['ExpiredIteratorException', 'LimitExceededException', 'InternalServerError'])(
    'is read on after %s, without a gap and without a repetition',
    async (error) => {
      const shard: ScriptedShard = { shardId: 'only', records: records(1, 2), closed: false };
      let faults = 0;
      const stream = await open([shard], (operation, { ShardIterator }) => {
        if (operation !== 'GetRecords' || ShardIterator !== 'only/2' || faults >= 3) return undefined;
        faults += 1;
        return error;
      });
      stream.start();
      await waitFor('the faults', () => faults === 3);
      shard.records.push(...records(3));
      expect((await stream.received(3)).flat()).toEqual(items(1, 2, 3));
    },
  );

  test('is read on after its list of shards could not be had', async () => {
    let faults = 0;
    const stream = await open([{ shardId: 'only', records: records(1), closed: false }], (operation) => {
      if (operation !== 'DescribeStream' || faults >= 2) return undefined;
      faults += 1;
      return 'ResourceNotFoundException';
    });
    stream.start();
    expect(await stream.received(1)).toEqual([['item 1']]);
    expect(stream.errors).toHaveLength(1);
  });
});
