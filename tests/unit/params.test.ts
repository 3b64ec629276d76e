import { functionEnvironment } from '../support/whiteboard.ts';

const message = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', boardId: 'main', author: 'Ada', text: 'Hello', version: 1 };

describe('parameters sent to DynamoDB', () => {
  let table: typeof import('../../src/table/message.ts');

  beforeAll(async () => {
    Object.assign(process.env, functionEnvironment('http://127.0.0.1:1', 'Board'));
    table = await import('../../src/table/message.ts');
  });

  test('a post never replaces an item, and stores nothing that its key already says', () => {
    expect(table.putMessageParams(message)).toEqual({
      TableName: 'Board',
      ReturnConsumedCapacity: 'INDEXES',
      Item: {
        PK: { S: 'BOARD#main' },
        SK: { S: 'MSG#01ARZ3NDEKTSV4RRFFQ69G5FAV' },
        author: { S: 'Ada' },
        text: { S: 'Hello' },
        version: { N: '1' },
      },
      ConditionExpression: 'attribute_not_exists(PK)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  test('the newest N are one backward Query limited to N', () => {
    expect(table.newestMessagesParams({ boardId: 'main', limit: 3 })).toEqual({
      TableName: 'Board',
      ReturnConsumedCapacity: 'INDEXES',
      KeyConditionExpression: 'PK = :board AND SK BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':board': { S: 'BOARD#main' }, ':first': { S: 'MSG#' }, ':last': { S: 'MSG#~' } },
      ScanIndexForward: false,
      Limit: 3,
    });
  });

  test('a later page starts just before the last message of the page before', () => {
    expect(table.newestMessagesParams({ boardId: 'main', limit: 3, before: message.id }).ExclusiveStartKey).toEqual({
      PK: { S: 'BOARD#main' },
      SK: { S: `MSG#${message.id}` },
    });
  });
});
