import { createHash } from 'node:crypto';
import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { _Record as DatabaseRecord } from '@aws-sdk/client-dynamodb-streams';
import { OWN_TABLE } from '../../storage/own-table.ts';
import type { Table } from '../../template/dynamodb/table.ts';

type Item = Record<string, AttributeValue>;

/** Streams keep records for a day; here they also wait while the runner is off. */
const REMEMBERED_S = 7 * 24 * 3_600;

/**
 * What says, in the runner's own table, that it was the runner who deleted an item because its time was over. DynamoDB
 * marks the deletion's record itself; the embedded database leaves that, as the deletion, to the runner.
 * @param keys the item's key
 * @param expiry the value of its time to live attribute
 * @param now epoch seconds
 */
export const expiredMarker = (table: Table, keys: Item, expiry: string, now: number): Item => ({
  PK: { S: partition(table) },
  SK: { S: `${digest(table, keys)}#${expiry}#` },
  forgetAt: { N: String(now + REMEMBERED_S) },
});

/** Whether a record is of such a deletion, and not of somebody else's. */
export const wasExpired = async (client: DynamoDBClient, table: Table, record: DatabaseRecord): Promise<boolean> => {
  const { timeToLiveAttribute: attribute } = table;
  const { Keys, OldImage, ApproximateCreationDateTime: deleted } = record.dynamodb ?? {};
  if (record.eventName !== 'REMOVE' || attribute === undefined || Keys === undefined) return false;
  // Most deletions are of items whose time isn't over. A stream without old images leaves that open.
  const expiry = OldImage?.[attribute]?.N;
  if (OldImage && !(Number(expiry) * 1_000 <= (deleted?.getTime() ?? 0))) return false;
  const prefix = `${digest(table, Keys as Item)}#${expiry === undefined ? '' : `${expiry}#`}`;
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName: OWN_TABLE.name,
      ConsistentRead: true,
      KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: partition(table) }, ':prefix': { S: prefix } },
      Limit: 1,
    }),
  );
  return Count > 0;
};

const partition = (table: Table): string => `EXPIRED#${table.name}`;

/** Of a key, which may be longer than a sort key. */
const digest = (table: Table, keys: Item): string => {
  const parts = table.definition.KeySchema.map(({ AttributeName = '' }) => Object.entries(keys[AttributeName] ?? {}));
  const text = JSON.stringify(parts, (_name, value) => (value instanceof Uint8Array ? [...value] : value));
  return createHash('sha256').update(text).digest('hex');
};
