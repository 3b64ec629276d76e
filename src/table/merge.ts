import type { Keys } from './kit/item.ts';
import { type UpdateWrite, update } from './kit/write.ts';

/** A condition of a write, and the values in it. */
type Condition = { condition: string; values: Record<string, unknown> };

/**
 * One conditional update that makes a change without a read before it: null removes, undefined values stay, and the
 * version rises by one.
 */
export const mergeWrite = (
  keys: Keys,
  change: Record<string, unknown>,
  { condition, values }: Condition,
): UpdateWrite => {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = entries.filter(([, value]) => value !== null);
  const gone = entries.filter(([, value]) => value === null).map(([name]) => `#${name}`);
  const sets = ['#version = #version + :one', ...set.map(([name]) => `#${name} = :${name}`)];
  return update(keys, `SET ${sets.join(', ')}${gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : ''}`, {
    condition,
    names: Object.fromEntries(['version', ...entries.map(([name]) => name)].map((name) => [`#${name}`, name])),
    values: { ...values, ':one': 1, ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])) },
  });
};

/** A condition on the version, with its names and values; without versions, only that the item exists. */
export const versionCondition = (versions: readonly number[] | undefined) => {
  const values = Object.fromEntries((versions ?? []).map((version, n) => [`:version${n}`, version]));
  return versions
    ? { condition: `#version IN (${Object.keys(values).join(', ')})`, names: { '#version': 'version' }, values }
    : { condition: 'attribute_exists(PK)', names: {}, values };
};
