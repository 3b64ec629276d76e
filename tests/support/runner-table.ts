import { BatchWriteItemCommand, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { createClient, LOCAL } from 'sam-offline/dynamodb/client';

/** The table of a runner. */
const TABLE = 'WhiteboardTable';
/** The most items in one BatchWriteItem. */
const BATCH = 25;

/** The notes and connections of the public wall. */
const ON_WALL = [
  { partition: 'BOARD#main', prefix: 'MSG#' },
  { partition: 'LIVE#main', prefix: 'CONN#' },
];

/**
 * Deletes every note and connection of the public wall, without the API, which lets guests delete only their own notes.
 * A page of an earlier test file may have left a connection.
 * @param url of the database
 */
export const emptyWall = async (url: string): Promise<void> => {
  const client = createClient({ ...LOCAL, url });
  for (const { partition, prefix } of ON_WALL) {
    const found = paginateQuery(
      { client, pageSize: BATCH },
      {
        TableName: TABLE,
        KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':partition': { S: partition }, ':prefix': { S: prefix } },
        ProjectionExpression: 'PK, SK',
      },
    );
    for await (const { Items: keys = [] } of found) {
      if (keys.length === 0) continue;
      const requests = keys.map((Key) => ({ DeleteRequest: { Key } }));
      const { UnprocessedItems: left = {} } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [TABLE]: requests } }),
      );
      if (Object.keys(left).length > 0) throw new Error('The database left items of the wall');
    }
  }
  client.destroy();
};

/** All items of a runner. @param url of the database */
export const tableItems = async (url: string): Promise<Record<string, unknown>[]> => {
  const client = createClient({ ...LOCAL, url });
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: TABLE })) {
    items.push(...Items.map((item) => unmarshall(item)));
  }
  client.destroy();
  return items;
};
