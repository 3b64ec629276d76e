import { DescribeTableCommand, DescribeTimeToLiveCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL } from '../../src/aws-api/identity.ts';
import type { Database } from '../../src/dynamodb/database.ts';
import { openDatabase } from '../../src/dynamodb/open.ts';
import { createClient } from '../../src/storage/client.ts';
import { readText } from '../support/template-text.ts';

const table = (properties: string) =>
  readText(
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  Board:\n    Type: AWS::DynamoDB::Table\n    Properties:\n${properties}`,
  ).tables;

const attributes = (...names: string[]) =>
  `      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [${names.map((name) => `{ AttributeName: ${name}, AttributeType: S }`).join(', ')}]
`;
const keys = (hash: string, range: string) =>
  `KeySchema: [{ AttributeName: ${hash}, KeyType: HASH }, { AttributeName: ${range}, KeyType: RANGE }]`;
const index = (name: string, hash: string, range: string) =>
  `        - { IndexName: ${name}, ${keys(hash, range)}, Projection: { ProjectionType: KEYS_ONLY } }\n`;

const PLAIN = `${attributes('PK', 'SK')}      ${keys('PK', 'SK')}\n`;
const WHOLE = `${attributes('PK', 'SK', 'A', 'B')}      ${keys('PK', 'SK')}
      TableName: board
      GlobalSecondaryIndexes:
${index('ByA', 'A', 'SK')}${index('ByB', 'B', 'A')}      StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }
      TimeToLiveSpecification: { AttributeName: expiresAt, Enabled: true }
`;

describe('the tables of the template', () => {
  let database: Database;
  let client: DynamoDBClient;
  beforeEach(async () => {
    const options = { kind: 'embedded' as const, host: '127.0.0.1', port: 0, file: undefined };
    const identity = LOCAL;
    database = await openDatabase(options, identity, 'a test');
    client = createClient({ url: database.url, ...identity });
  });
  afterEach(async () => {
    client.destroy();
    await database.stop();
  });

  const describeTable = async (name: string) =>
    (await client.send(new DescribeTableCommand({ TableName: name }))).Table;

  test('are made as the template has them, once', async () => {
    for (const _ of ['created', 'found']) {
      await database.ensureTables(table(WHOLE));
      const made = await describeTable('board');
      expect(made?.KeySchema).toEqual([
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ]);
      expect(made?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(['ByA', 'ByB']);
      expect(made?.GlobalSecondaryIndexes?.[0]?.Projection).toEqual({ ProjectionType: 'KEYS_ONLY' });
      expect(made?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
      const lifetime = await client.send(new DescribeTimeToLiveCommand({ TableName: 'board' }));
      expect(lifetime.TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
    }
  });

  test('of an older template get what they lack: indexes, the stream, time to live', async () => {
    await database.ensureTables(table(PLAIN));
    expect((await describeTable('Board'))?.GlobalSecondaryIndexes).toBeUndefined();
    await database.ensureTables(table(WHOLE.replace('TableName: board', 'TableName: Board')));
    const upgraded = await describeTable('Board');
    expect(upgraded?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(['ByA', 'ByB']);
    expect(upgraded?.StreamSpecification).toMatchObject({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    const lifetime = await client.send(new DescribeTimeToLiveCommand({ TableName: 'Board' }));
    expect(lifetime.TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });

  test('change their stream with the template', async () => {
    await database.ensureTables(table(WHOLE));
    await database.ensureTables(table(WHOLE.replace('NEW_AND_OLD_IMAGES', 'NEW_IMAGE')));
    expect((await describeTable('board'))?.StreamSpecification?.StreamViewType).toBe('NEW_IMAGE');
    await database.ensureTables(table(WHOLE.replace(/ +StreamSpecification.*\n/, '')));
    expect((await describeTable('board'))?.StreamSpecification?.StreamEnabled ?? false).toBe(false);
  });

  test('with other keys are refused in a sentence that says what to do', async () => {
    await database.ensureTables(table(WHOLE));
    const otherKeys = table(WHOLE.replace(keys('PK', 'SK'), keys('A', 'B')));
    await expect(database.ensureTables(otherKeys)).rejects.toThrow(
      'The table board has the keys PK (HASH), SK (RANGE) where the data is, but A (HASH), B (RANGE) in the template; ' +
        'choose another data file with --db-path, or move the old one away.',
    );
    const otherIndex = table(WHOLE.replace(index('ByA', 'A', 'SK'), index('ByA', 'B', 'SK')));
    await expect(database.ensureTables(otherIndex)).rejects.toThrow(/^board's index ByA has the keys A \(HASH\), SK/);
  });

  test('that DynamoDB itself refuses are told with its reason', async () => {
    const unused = table(`${attributes('PK', 'SK', 'unused')}      ${keys('PK', 'SK')}\n`);
    await expect(database.ensureTables(unused)).rejects.toThrow(
      /^The tables cannot be created at http.* AttributeDefinitions\.$/,
    );
  });
});
