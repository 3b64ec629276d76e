import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { Failure } from '../failure.ts';
import type { Table } from '../template/dynamodb/table.ts';

/** AWS itself takes some seconds; an embedded table is there at once. */
const ACTIVE_WITHIN_MS = 60_000;

/**
 * Makes sure that `table` is there as the template has it: creates it, or adds what an older one lacks (indexes,
 * stream, time to live). @throws Failure when the table that is there has other keys
 */
export const ensureTable = async (client: DynamoDBClient, table: Table): Promise<void> => {
  const existing = await describe(client, table.name);
  if (existing === undefined) {
    await client.send(new CreateTableCommand(table.definition));
  } else {
    checkKeys(table, existing);
    await addIndexes(client, table, existing);
    await updateStream(client, table, existing);
  }
  await active(client, table.name);
  await updateTimeToLive(client, table);
};

const updateTimeToLive = async (client: DynamoDBClient, table: Table): Promise<void> => {
  const TableName = table.name;
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const isOn = /^ENABL/.test(TimeToLiveDescription?.TimeToLiveStatus ?? '');
  const found = isOn ? TimeToLiveDescription?.AttributeName : undefined;
  const wanted = table.timeToLiveAttribute;
  if (wanted === found) return;
  for (const [AttributeName, Enabled] of [[found, false] as const, [wanted, true] as const]) {
    if (AttributeName === undefined) continue;
    const TimeToLiveSpecification = { AttributeName, Enabled };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
};

const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const active = async (client: DynamoDBClient, name: string): Promise<void> => {
  const deadline = Date.now() + ACTIVE_WITHIN_MS;
  for (let wait = 10; Date.now() < deadline; wait = Math.min(wait * 2, 1_000)) {
    const table = await describe(client, name);
    const states = [table?.TableStatus, ...(table?.GlobalSecondaryIndexes ?? []).map((index) => index.IndexStatus)];
    if (states.every((state) => state === undefined || state === 'ACTIVE')) return;
    await delay(wait);
  }
  throw new Failure(`The table ${name} was not ready within ${ACTIVE_WITHIN_MS / 1_000} s.`);
};

const keys = (schema: KeySchemaElement[] | undefined): string =>
  (schema ?? []).map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType})`).join(', ');

const differs = (what: string, template: string, existing: string): Failure =>
  new Failure(
    `${what} has the keys ${existing} where the data is, but ${template} in the template; choose another data file ` +
      'with --db-path, or move the old one away.',
  );

const checkKeys = (table: Table, existing: TableDescription): void => {
  const [wanted, found] = [keys(table.definition.KeySchema), keys(existing.KeySchema)];
  if (wanted !== found) throw differs(`The table ${table.name}`, wanted, found);
  for (const index of existing.GlobalSecondaryIndexes ?? []) {
    const declared = table.definition.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
    if (declared === undefined || keys(declared.KeySchema) === keys(index.KeySchema)) continue;
    throw differs(`${table.name}'s index ${index.IndexName}`, keys(declared.KeySchema), keys(index.KeySchema));
  }
};

/** One by one: DynamoDB creates a single index per UpdateTable, and takes no other update meanwhile. */
const addIndexes = async (client: DynamoDBClient, table: Table, existing: TableDescription): Promise<void> => {
  const there = new Set(existing.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  for (const index of table.definition.GlobalSecondaryIndexes ?? []) {
    if (there.has(index.IndexName)) continue;
    await client.send(new UpdateTableCommand(addIndex(table, index)));
    await active(client, table.name);
  }
};

const addIndex = (table: Table, index: GlobalSecondaryIndex) => ({
  TableName: table.name,
  AttributeDefinitions: table.definition.AttributeDefinitions.filter((attribute) =>
    index.KeySchema?.some((key) => key.AttributeName === attribute.AttributeName),
  ),
  GlobalSecondaryIndexUpdates: [{ Create: index }],
});

const updateStream = async (client: DynamoDBClient, table: Table, existing: TableDescription): Promise<void> => {
  const wanted = table.definition.StreamSpecification;
  const found = existing.StreamSpecification?.StreamEnabled ? existing.StreamSpecification : undefined;
  if (wanted?.StreamViewType === found?.StreamViewType) return;
  if (found !== undefined) await setStream(client, table.name, { StreamEnabled: false });
  if (wanted !== undefined) await setStream(client, table.name, wanted);
};

const setStream = async (
  client: DynamoDBClient,
  name: string,
  StreamSpecification: NonNullable<Table['definition']['StreamSpecification']>,
): Promise<void> => {
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
  await active(client, name);
};
