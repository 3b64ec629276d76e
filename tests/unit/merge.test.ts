import { mergeWrite, versionCondition } from '../../src/table/merge.ts';

const KEYS = { PK: 'BOARD#b', SK: '~BOARD' };

beforeAll(() => {
  process.env.TABLE_NAME = 'Board';
});

describe('the update of a merge patch', () => {
  test('sets what has a value, removes what is null, leaves what is undefined, and counts the version', () => {
    const change = { title: 'Launch', description: null, extra: null, owners: undefined };
    const on = { condition: 'attribute_exists(PK) AND size < :size', values: { ':size': 3 } };
    expect(mergeWrite(KEYS, change, on)).toEqual({
      Update: {
        TableName: 'Board',
        Key: { PK: { S: 'BOARD#b' }, SK: { S: '~BOARD' } },
        UpdateExpression: 'SET #version = #version + :one, #title = :title REMOVE #description, #extra',
        ConditionExpression: on.condition,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#version': 'version',
          '#title': 'title',
          '#description': 'description',
          '#extra': 'extra',
        },
        ExpressionAttributeValues: { ':size': { N: '3' }, ':one': { N: '1' }, ':title': { S: 'Launch' } },
      },
    });
  });

  test('removes nothing where nothing is null', () => {
    const { Update } = mergeWrite(KEYS, { title: 'Launch' }, versionCondition(undefined));
    expect(Update.UpdateExpression).toBe('SET #version = #version + :one, #title = :title');
  });
});
