import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { table } from './client.ts';

/** A condition of a write, and the values in it. */
type Condition = { condition: string; values: Record<string, unknown> };

/**
 * One conditional update that makes a change without reading before: null removes, undefined stays, and the version goes
 * up by one. It returns the item as it is then or, when the condition fails, as it was.
 */
export const mergeParams = (
  keys: { PK: string; SK: string },
  change: Record<string, unknown>,
  { condition, values }: Condition,
): UpdateItemCommandInput => {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = entries.filter(([, value]) => value !== null);
  const remove = entries.filter(([, value]) => value === null).map(([name]) => `#${name}`);
  const sets = ['#version = #version + :one', ...set.map(([name]) => `#${name} = :${name}`)];
  return {
    ...table(),
    Key: marshall(keys),
    UpdateExpression: `SET ${sets.join(', ')}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(
      ['version', ...entries.map(([name]) => name)].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: marshall({
      ...values,
      ':one': 1,
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    }),
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
};

/** A condition on the version, with the names and values in it; without versions, only that the item is there. */
export const versionCondition = (versions: readonly number[] | undefined) => {
  const values = Object.fromEntries((versions ?? []).map((version, n) => [`:version${n}`, version]));
  return versions
    ? { condition: `#version IN (${Object.keys(values).join(', ')})`, names: { '#version': 'version' }, values }
    : { condition: 'attribute_exists(PK)', names: {}, values };
};
