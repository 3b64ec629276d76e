/** The parts of an update that makes a change: null removes, undefined stays, and the version goes up by one. */
export const mergeExpression = (change: Record<string, unknown>) => {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = entries.filter(([, value]) => value !== null);
  const remove = entries.filter(([, value]) => value === null).map(([name]) => `#${name}`);
  const sets = ['#version = #version + :one', ...set.map(([name]) => `#${name} = :${name}`)];
  return {
    expression: `SET ${sets.join(', ')}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
    names: Object.fromEntries(['version', ...entries.map(([name]) => name)].map((name) => [`#${name}`, name])),
    values: { ':one': 1, ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])) },
  };
};

/** A condition on the version, with the names and values in it; without versions, only that the item is there. */
export const versionCondition = (versions: readonly number[] | undefined) => {
  const values = Object.fromEntries((versions ?? []).map((version, n) => [`:version${n}`, version]));
  return versions
    ? { condition: `#version IN (${Object.keys(values).join(', ')})`, names: { '#version': 'version' }, values }
    : { condition: 'attribute_exists(PK)', names: {}, values };
};
