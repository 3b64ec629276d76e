import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { OWN_TABLE } from '../../storage/own-table.ts';

/**
 * How far a shard was processed: up to a record and with it, to its end, or not at all since a time (epoch milliseconds;
 * whatever is older was there before the mapping, which was to start with the latest).
 */
export type Position = { after: string } | { closed: true } | { since: number };

/** What one event source mapping remembers of a table's stream. */
export type Positions = {
  /** By shard. */
  load(): Promise<Map<string, Position>>;
  save(shardId: string, position: Position): Promise<void>;
};

const REMEMBERED_S = 7 * 24 * 3_600;

/**
 * Keeps positions in the runner's own table. They outlive the stream, when the table gets another one: in AWS that has
 * other shards; the embedded database has the same, and goes on numbering where the old one ended. How often a batch
 * was tried isn't kept: after a restart that starts anew.
 * @param mapping the function's logical id and the table's name
 */
export const openPositions = (
  client: DynamoDBClient,
  mapping: { functionId: string; tableName: string },
): Positions => {
  const PK = { S: `POSITION#${mapping.functionId}#${mapping.tableName}` };
  return {
    load: async () => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: OWN_TABLE.name,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :pk',
          ExpressionAttributeValues: { ':pk': PK },
        }),
      );
      return new Map(Items.map(({ SK, position }) => [SK?.S ?? '', JSON.parse(position?.S ?? '') as Position]));
    },
    save: async (shardId, position) => {
      // A shard that was read to its end is listed for another day.
      const forgetAt = 'closed' in position && {
        forgetAt: { N: String(Math.ceil(Date.now() / 1_000) + REMEMBERED_S) },
      };
      const Item = { PK, SK: { S: shardId }, position: { S: JSON.stringify(position) } };
      await client.send(new PutItemCommand({ TableName: OWN_TABLE.name, Item: { ...Item, ...forgetAt } }));
    },
  };
};
