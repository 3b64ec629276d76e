import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { LOCAL } from '../../src/aws-api/identity.ts';
import type { Database } from '../../src/dynamodb/database.ts';
import { openDatabase } from '../../src/dynamodb/open.ts';
import { createClient } from '../../src/storage/client.ts';
import { OWN_TABLE } from '../../src/storage/own-table.ts';

const { name: TableName } = OWN_TABLE;

const options = { kind: 'embedded', host: '127.0.0.1', port: 0, file: undefined } as const;
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x';

describe('the address of the embedded database that people are told', () => {
  let database: Database;
  let client: DynamoDBClient;
  beforeAll(async () => {
    database = await openDatabase(options, LOCAL, 'a test');
    await database.ensureTables([OWN_TABLE]);
    client = createClient({ ...LOCAL, url: database.endpoint });
  });
  afterAll(async () => {
    client.destroy();
    await database.stop();
  });

  const call = async (headers: Record<string, string>, method = 'POST') => {
    const operation = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
    };
    const sent = request(database.endpoint, { method, headers: { ...operation, ...headers } }).end('{}');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const text = (await answer.toArray()).join('');
    return { status: answer.statusCode, allowed: answer.headers['access-control-allow-origin'], text };
  };

  test.each<[string, Record<string, string>, RegExp]>([
    ['without a signature', {}, /Missing Authentication Token/],
    ['with a signature of another kind', { authorization: 'Basic bG9jYWw6bG9jYWw=' }, /Missing Authentication Token/],
    ['with a key of AWS', { authorization: SIGNED.replace('local', 'AKIDEXAMPLE') }, /sign with the access key local/],
    ['of a page', { authorization: SIGNED, origin: 'http://evil.example' }, /no web page/],
    ['of a page by a name of its own', { authorization: SIGNED, host: 'evil.example' }, /serves no evil.example/],
    ['of a page, of its own origin', { authorization: SIGNED, 'sec-fetch-site': 'same-origin' }, /no web page/],
  ])('refuses a request %s', async (_, headers, reason) => {
    expect(await call(headers)).toEqual({ status: 403, allowed: undefined, text: expect.stringMatching(reason) });
  });

  test('refuses the preflight of a page', async () => {
    const { status, allowed } = await call(
      { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
      'OPTIONS',
    );
    expect({ status, allowed }).toEqual({ status: 403, allowed: undefined });
  });

  test.each(['localhost', '127.0.0.1:1', '[::1]', 'host.docker.internal:8000'])(
    'carries out what is signed and sent to %s',
    async (host) => {
      const { status, text } = await call({ authorization: SIGNED, host });
      expect({ status, body: JSON.parse(text) }).toEqual({ status: 200, body: { TableNames: [TableName] } });
    },
  );

  test('serves the keys that sam local gives to its containers', async () => {
    expect(await call({ authorization: SIGNED.replace('local', 'defaultkey') })).toMatchObject({ status: 200 });
  });

  test('hands answers on as they are: items, pages of a megabyte, errors', async () => {
    const item = (n: number) => ({ PK: { S: 'a' }, SK: { S: `${n}` }, text: { S: `é${'x'.repeat(100_000)}` } });
    const put = (n: number) => ({ PutRequest: { Item: item(n) } });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [0, 1, 2, 3, 4, 5].map(put) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [6, 7, 8, 9, 10, 11].map(put) } }));
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :a',
        ExpressionAttributeValues: { ':a': { S: 'a' } },
      }),
    );
    expect(Items?.[0]).toEqual(item(0));
    expect(LastEvaluatedKey).toBeDefined();
    const nowhere = client.send(new GetItemCommand({ TableName: 'nothing', Key: { PK: { S: 'a' }, SK: { S: '0' } } }));
    await expect(nowhere).rejects.toThrow(ResourceNotFoundException);
  });

  test('serves a crowd at once, and the next request after one that was given up', async () => {
    const given = client.send(new ListTablesCommand({}), { abortSignal: AbortSignal.timeout(0) });
    await expect(given).rejects.toThrow(/abort/i);
    const items = Array.from({ length: 200 }, (_, n) => ({ PK: { S: 'crowd' }, SK: { S: `${n}` } }));
    await Promise.all(items.map((Item) => client.send(new PutItemCommand({ TableName, Item }))));
    const { Count } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :a',
        ExpressionAttributeValues: { ':a': { S: 'crowd' } },
        Select: 'COUNT',
      }),
    );
    expect(Count).toBe(200);
  });

  test('is another one than the database’s own, which nobody finds by trying', () => {
    const [own, told] = [new URL(database.url), new URL(database.endpoint)];
    expect(own.port).not.toBe(told.port);
    // Only Linux and Windows have all of 127.0.0.0/8.
    if (process.platform === 'linux') expect(own.hostname).not.toBe('127.0.0.1');
  });
});
