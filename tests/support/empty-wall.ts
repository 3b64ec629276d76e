import { BatchWriteItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { LOCAL } from '../../local/database/identity.ts';
import { createClient } from '../../local/database/tables.ts';

const TABLE = 'WhiteboardTable';
/** At most so many items go into one BatchWriteItem. */
const BATCH = 25;

/** Deletes every note of the public wall, past the API, which lets guests delete only their own. @param url of the database */
export const emptyWall = async (url: string): Promise<void> => {
  const client = createClient({ ...LOCAL, url });
  const notes = paginateQuery(
    { client, pageSize: BATCH },
    {
      TableName: TABLE,
      KeyConditionExpression: 'PK = :wall AND begins_with(SK, :note)',
      ExpressionAttributeValues: { ':wall': { S: 'BOARD#main' }, ':note': { S: 'MSG#' } },
      ProjectionExpression: 'PK, SK',
    },
  );
  for await (const { Items: keys = [] } of notes) {
    if (keys.length === 0) continue;
    const requests = keys.map((Key) => ({ DeleteRequest: { Key } }));
    const { UnprocessedItems: left = {} } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [TABLE]: requests } }),
    );
    if (Object.keys(left).length > 0) throw new Error('The database left notes on the wall');
  }
  client.destroy();
};
