import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { CreateTableCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createClient, LOCAL, openDatabase } from 'sam-offline/dynamodb';
import { INFORMATION_HELP, refuseArguments, runScript } from '../../tools/command-line.ts';
import { spread, table } from '../live/statistics.ts';

const CALLS = 2_000;
const WARM_UP = 200;
const TableName = 'things';
const item = { PK: { S: 'a' }, text: { S: 'x'.repeat(500) } };

const OPERATIONS = {
  GetItem: (client: DynamoDBClient) => client.send(new GetItemCommand({ TableName, Key: { PK: item.PK } })),
  PutItem: (client: DynamoDBClient) => client.send(new PutItemCommand({ TableName, Item: item })),
};

/** Milliseconds of each call, to each of the two addresses. */
const measure = async (operation: (client: DynamoDBClient) => Promise<unknown>, urls: string[]) => {
  const routes = urls.map((url) => ({ client: createClient({ ...LOCAL, url }), times: [] as number[] }));
  for (let call = 0; call < WARM_UP + CALLS; call += 1) {
    for (const { client, times } of routes) {
      const started = performance.now();
      await operation(client);
      if (call >= WARM_UP) times.push(performance.now() - started);
    }
  }
  for (const { client } of routes) client.destroy();
  return routes.map(({ times }) => spread(times));
};

/** In its own thread, so that guard and client do not share processor time. */
const measureAll = async ({ urls }: { urls: string[] }): Promise<string> => {
  const client = createClient({ ...LOCAL, url: urls[0] ?? '' });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
    }),
  );
  client.destroy();
  const rows = [['ms a call', 'own p50', 'guard p50', 'guard : own', 'own p99', 'guard p99', 'guard : own']];
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const [own, guard] = await measure(operation, urls);
    if (own === undefined || guard === undefined) throw new TypeError('There are two addresses');
    const pair = (a: number, b: number) => [a.toFixed(2), b.toFixed(2), (b / a).toFixed(2)];
    rows.push([name, ...pair(own.p50, guard.p50), ...pair(own.p99, guard.p99)]);
  }
  return table(rows);
};

const HELP = `npm run bench:guard: what the guard before the embedded database costs a call: the same calls, by turns, to the
database's own address, where the functions call it, and to the one that people are told

${INFORMATION_HELP}`;

if (isMainThread) {
  await runScript(HELP, async (args) => {
    refuseArguments(args);
    const memory = { kind: 'embedded', host: '127.0.0.1', port: 0, file: undefined } as const;
    const database = await openDatabase(memory, LOCAL, 'a bench');
    const worker = new Worker(new URL(import.meta.url), { workerData: { urls: [database.url, database.endpoint] } });
    const [report] = await once(worker, 'message');
    await database.stop();
    return report;
  });
} else {
  parentPort?.postMessage(await measureAll(workerData));
}
