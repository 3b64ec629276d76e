import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { LOCAL } from '../../src/aws-api/identity.ts';
import { passingDataFile } from '../../src/dynamodb/data-file.ts';
import { openDatabase } from '../../src/dynamodb/open.ts';
import { tendStreamRecords } from '../../src/dynamodb/stream-records.ts';
import { openPositions, type Position } from '../../src/dynamodb/streams/positions.ts';
import { openShard } from '../../src/dynamodb/streams/shard-reader.ts';
import { createClient } from '../../src/storage/client.ts';
import { OWN_TABLE } from '../../src/storage/own-table.ts';
import { readText } from '../support/template-text.ts';

const [TABLE] = readText(`Transform: AWS::Serverless-2016-10-31
Resources:
  Things:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }
`).tables;

const SHARD = 'shardId-00000001-Things';
const DAY_S = 24 * 3_600;
const NOW = Date.UTC(2030, 0, 10);
const YESTERDAY = NOW / 1_000 - DAY_S;

/** A database in a file of its own, opened and closed as `sam-offline start` does. */
const createFile = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-records-'));
  const file = join(folder, 'board.db');
  const options = { kind: 'embedded' as const, host: '127.0.0.1', port: 0, file };
  const identity = LOCAL;
  /** While the embedded database runs on it. */
  const opened = async <T>(work: (client: ReturnType<typeof createClient>, url: string) => Promise<T>): Promise<T> => {
    const database = await openDatabase(options, identity, 'a test');
    const client = createClient({ url: database.url, ...identity });
    try {
      await database.ensureTables([...(TABLE ? [TABLE] : []), OWN_TABLE]);
      return await work(client, database.url);
    } finally {
      client.destroy();
      await database.stop();
    }
  };
  const sql = (statement: string, ...values: SQLInputValue[]) => {
    const database = new DatabaseSync(file);
    try {
      return database.prepare(statement).all(...values);
    } finally {
      database.close();
    }
  };
  return {
    file,
    sql,
    numbers: () => sql('SELECT sequence_number FROM _stream_records').map((row) => Number(row.sequence_number)),
    indexes: () =>
      sql("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'whiteboard%'").map(({ name }) => name),
    put: (...texts: string[]) =>
      opened(async (client) => {
        for (const text of texts) {
          await client.send(new PutItemCommand({ TableName: 'Things', Item: { id: { S: 'one' }, text: { S: text } } }));
        }
      }),
    keep: (functionId: string, position: Position) =>
      opened((client) => openPositions(client, { functionId, tableName: 'Things' }).save(SHARD, position)),
    /** What a mapping reads that goes on after a record. */
    readAfter: (after: string) =>
      opened(async (client, url) => {
        const streams = new DynamoDBStreamsClient({ endpoint: url, ...identity });
        const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Things' }));
        const shard = { StreamArn: Table?.LatestStreamArn ?? '', ShardId: SHARD };
        const reader = openShard(streams, shard, { after }, { now: Date.now, complain: () => undefined });
        const { records } = await reader.read(100);
        streams.destroy();
        return records.map(({ dynamodb }) => dynamodb?.NewImage?.text?.S);
      }),
    remove: () => rmSync(folder, { recursive: true }),
  };
};

describe('the stream records in a data file', () => {
  let data: ReturnType<typeof createFile>;
  beforeEach(async () => {
    data = createFile();
    await data.put('1', '2', '3', '4', '5');
  });
  afterEach(() => data.remove());

  /** As if the records up to a number were made more than a day ago, and the others since. */
  const age = (oldest: number) =>
    data.sql(
      'UPDATE _stream_records SET created_at = ?1 - (CAST(sequence_number AS INTEGER) <= ?2)',
      YESTERDAY,
      oldest,
    );

  test('are found by their number, in a new file and in one that is older', async () => {
    expect(data.indexes()).toEqual(['whiteboard_stream_numbers']);
    data.sql('DROP INDEX whiteboard_stream_numbers');
    await data.put('6');
    expect(data.indexes()).toEqual(['whiteboard_stream_numbers']);
    const plan = data.sql(
      'EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1',
    );
    expect(plan[0]?.detail).toContain('USING COVERING INDEX whiteboard_stream_numbers');
  });

  test('go after a day, once every mapping is done with them', async () => {
    await data.keep('FirstFunction', { after: '4' });
    await data.keep('SecondFunction', { after: '2' });
    age(3);
    tendStreamRecords(data.file, NOW);
    expect(data.numbers()).toEqual([3, 4, 5]);
    await data.keep('SecondFunction', { after: '4' });
    age(3);
    tendStreamRecords(data.file, NOW);
    expect(data.numbers()).toEqual([4, 5]);
  });

  test.each<[string, Position[], number[]]>([
    ['nobody has read', [], [1, 2, 3, 4, 5]],
    ['a mapping is to read from the beginning', [{ after: '5' }, { since: 0 }], [1, 2, 3, 4, 5]],
    ['came before a mapping that began with the latest', [{ since: NOW }], [5]],
    ['came after a mapping began with the latest', [{ since: (YESTERDAY - 1) * 1_000 }], [1, 2, 3, 4, 5]],
    ['are in a shard that was read to its end', [{ closed: true }], [5]],
  ])('that %s, with positions %j: %j are left', async (_which, positions, left) => {
    for (const [n, position] of positions.entries()) await data.keep(`Function${n}`, position);
    age(5);
    tendStreamRecords(data.file, NOW);
    expect(data.numbers()).toEqual(left);
  });

  test('are numbered on when all that were there are gone, and mappings go on where they were', async () => {
    await data.keep('OnlyFunction', { after: '5' });
    age(5);
    tendStreamRecords(data.file, NOW);
    expect(data.numbers()).toEqual([5]);
    await data.put('6', '7');
    expect(data.numbers()).toEqual([5, 6, 7]);
    expect(await data.readAfter('5')).toEqual(['6', '7']);
    expect(await data.readAfter('3')).toEqual(['5', '6', '7']);
  });

  test('give the place back that they took', async () => {
    await data.put(...Array.from({ length: 40 }, (_, n) => String(n).repeat(10_000)));
    await data.keep('OnlyFunction', { after: '45' });
    age(45);
    const before = statSync(data.file).size;
    tendStreamRecords(data.file, NOW);
    expect(statSync(data.file).size).toBeLessThan(before / 5);
    await data.put('still there');
    expect(data.numbers()).toEqual([45, 46]);
  });

  test.each([
    ['more columns', 'ALTER TABLE _stream_records ADD COLUMN later TEXT'],
    ['other names', 'ALTER TABLE _stream_records RENAME COLUMN created_at TO made_at'],
    ['another table', 'ALTER TABLE _stream_records RENAME TO _changes'],
  ])('of another version of the database, with %s, are left alone', async (_what, change) => {
    await data.keep('OnlyFunction', { after: '5' });
    age(5);
    data.sql('DROP INDEX whiteboard_stream_numbers');
    data.sql(change);
    const dump = () => data.sql("SELECT * FROM sqlite_master UNION ALL SELECT 'seq', *, '', '' FROM sqlite_sequence");
    const before = dump();
    tendStreamRecords(data.file, NOW);
    expect(dump()).toEqual(before);
    expect(data.indexes()).toEqual([]);
  });

  test('cannot be in a file that is no database, which stays as it is', () => {
    const file = `${data.file}.txt`;
    writeFileSync(file, 'Shopping list: '.repeat(100));
    tendStreamRecords(file, NOW);
    expect(readFileSync(file, 'utf8')).toBe('Shopping list: '.repeat(100));
  });
});

describe('data that is not kept', () => {
  test('lies in a file that is gone as soon as the database has it open', () => {
    const { path, opened, release } = passingDataFile();
    expect(existsSync(dirname(path))).toBe(true);
    opened();
    expect(existsSync(dirname(path))).toBe(false);
    expect(release).not.toThrow();
  });
});
