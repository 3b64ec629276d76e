import { Failure } from '../failure.ts';
import type { Table } from './dynamodb/table.ts';
import type { LambdaFunction } from './lambda/function.ts';

/**
 * What AWS lets functions and tables be called, and that no two are called the same. A logical id does as a name here,
 * so that it is held to nothing.
 * @throws Failure naming the resource and its property
 */
export const checkNames = ({ functions, tables }: { functions: LambdaFunction[]; tables: Table[] }): void => {
  check(functions, 'FunctionName', /^[\w-]{1,64}$/, 'letters, digits, - and _, at most 64');
  check(tables, 'TableName', /^[\w.-]{3,255}$/, '3 to 255 letters, digits, -, _ and .');
};

const check = (resources: { logicalId: string; name: string }[], property: string, form: RegExp, rule: string) => {
  const owners = new Map<string, string>();
  for (const { logicalId, name } of resources) {
    const owner = owners.get(name);
    if (owner !== undefined) throw new Failure(`${logicalId}.${property} is ${name}, as ${owner} is called already.`);
    owners.set(name, logicalId);
    if (name !== logicalId && !form.test(name)) throw new Failure(`${logicalId}.${property} is ${name}, not ${rule}.`);
  }
};
