import { functionEnvironment } from '../support/whiteboard.ts';

const message = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', boardId: 'main', author: 'Ada', text: 'Hello', version: 1 };
const editDigest = new Uint8Array([1, 2, 3]);
const key = { PK: { S: 'BOARD#main' }, SK: { S: 'MSG#01ARZ3NDEKTSV4RRFFQ69G5FAV' } };
const NOW = 1_795_264_200;

describe('parameters sent to DynamoDB', () => {
  let one: typeof import('../../src/table/message.ts');
  let lists: typeof import('../../src/table/message-lists.ts');

  beforeAll(async () => {
    Object.assign(process.env, functionEnvironment('http://127.0.0.1:1', 'Board'));
    one = await import('../../src/table/message.ts');
    lists = await import('../../src/table/message-lists.ts');
    jest.spyOn(Date, 'now').mockReturnValue(NOW * 1_000);
  });

  test('a post never replaces an item, and stores nothing that its key already says', () => {
    expect(one.putMessageParams({ message, editDigest })).toEqual({
      TableName: 'Board',
      ReturnConsumedCapacity: 'INDEXES',
      Item: {
        ...key,
        author: { S: 'Ada' },
        text: { S: 'Hello' },
        version: { N: '1' },
        editDigest: { B: editDigest },
      },
      ConditionExpression: 'attribute_not_exists(PK)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  test('an open task is also in GSI2; one that is done, and a note, are not', () => {
    const open = one.putMessageParams({ message: { ...message, done: false }, editDigest }).Item;
    expect(open).toMatchObject({ GSI2PK: { S: 'OPEN#main' }, GSI2SK: key.SK });
    const done = one.putMessageParams({ message: { ...message, done: true }, editDigest }).Item;
    expect(done).not.toHaveProperty('GSI2PK');
  });

  test('the newest N are one backward Query limited to N', () => {
    expect(lists.messageListParams({ boardId: 'main' }, { limit: 3 })).toEqual({
      TableName: 'Board',
      ReturnConsumedCapacity: 'INDEXES',
      KeyConditionExpression: 'PK = :partition AND SK BETWEEN :first AND :last',
      FilterExpression: 'attribute_not_exists(expiresAt) OR expiresAt > :now',
      ExpressionAttributeValues: {
        ':partition': { S: 'BOARD#main' },
        ':first': { S: 'MSG#' },
        ':last': { S: 'MSG#~' },
        ':now': { N: `${NOW}` },
      },
      ScanIndexForward: false,
      Limit: 3,
    });
  });

  test('open tasks are the same Query of GSI2, and go on from keys of table and index', () => {
    const params = lists.messageListParams({ boardId: 'main', open: true }, { limit: 3, before: message.id });
    expect(params).toMatchObject({
      IndexName: 'GSI2',
      KeyConditionExpression: 'GSI2PK = :partition AND GSI2SK BETWEEN :first AND :last',
      ExclusiveStartKey: { ...key, GSI2PK: { S: 'OPEN#main' }, GSI2SK: key.SK },
    });
  });

  test('an edit is one update that asks for token, time and version in its condition', () => {
    const guard = { right: { editDigest }, versions: [1, 2] };
    expect(one.updateMessageParams(message, { text: 'Bye', color: null, done: true }, guard)).toEqual({
      TableName: 'Board',
      ReturnConsumedCapacity: 'INDEXES',
      Key: key,
      UpdateExpression: 'SET #version = #version + :one, #text = :text, #done = :done REMOVE #color, #GSI2PK, #GSI2SK',
      ConditionExpression:
        'editDigest = :editDigest AND (attribute_not_exists(expiresAt) OR expiresAt > :now) AND #version IN (:version0, :version1)',
      ExpressionAttributeNames: expect.objectContaining({ '#version': 'version', '#GSI2PK': 'GSI2PK' }),
      ExpressionAttributeValues: {
        ':editDigest': { B: editDigest },
        ':now': { N: `${NOW}` },
        ':version0': { N: '1' },
        ':version1': { N: '2' },
        ':one': { N: '1' },
        ':text': { S: 'Bye' },
        ':done': { BOOL: true },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  test('an edit that takes nothing away removes nothing', () => {
    const { UpdateExpression } = one.updateMessageParams(message, { text: 'Bye', color: undefined }, { right: 'any' });
    expect(UpdateExpression).toBe('SET #version = #version + :one, #text = :text');
  });

  test('a member’s message is also in GSI1, and its author’s right is in the condition', () => {
    const { Item } = one.putMessageParams({ message: { ...message, authorId: 'person' } });
    expect(Item).toMatchObject({ GSI1PK: { S: 'USER#person' }, GSI1SK: key.SK });
    expect(Item).not.toHaveProperty('authorId');
    const params = one.deleteMessageParams(message, { right: { authorId: 'person' } });
    expect(params.ConditionExpression).toContain('GSI1PK = :author');
    expect(params.ExpressionAttributeValues).toMatchObject({ ':author': { S: 'USER#person' } });
  });

  test('a deletion without If-Match asks for no version', () => {
    const { ConditionExpression } = one.deleteMessageParams(message, { right: { editDigest } });
    expect(ConditionExpression).not.toContain('version');
  });
});
