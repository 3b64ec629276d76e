import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

export const client = new DynamoDBClient();

/** Adds to a number in a table. @returns what it is then */
export const add = async (table, name, by = 1) => {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { name: { S: name } },
      UpdateExpression: 'ADD times :by',
      ExpressionAttributeValues: { ':by': { N: String(by) } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes.times.N);
};
