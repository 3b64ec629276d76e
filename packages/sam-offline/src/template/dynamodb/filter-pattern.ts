import { Failure } from '../../failure.ts';
import { isMap, type RawMap } from '../parse.ts';

/** Whether a record, as the function would receive it, is wanted. */
export type RecordFilter = (record: unknown) => boolean;

/** What one rule says of a field: its leaves are its values, several for a list, none where it is absent or a map. */
type Rule = (leaves: unknown[]) => boolean;

/**
 * Compiles an event pattern: maps are AND, lists are OR, and a leaf is a value or a comparison.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws Failure whose sentence lacks its subject (`has … at dynamodb.Keys`), for what AWS doesn't know either
 */
export const compilePattern = (pattern: unknown): RecordFilter => compileMap(pattern, []);

const compileMap = (pattern: unknown, path: string[]): RecordFilter => {
  if (!isMap(pattern) || Object.keys(pattern).length === 0) {
    throw new Failure(`must be a map with at least one field${at(path)}`);
  }
  const tests = Object.entries(pattern).map(([name, value]) => compileField(name, value, [...path, name]));
  return (value) => elements(value).some((element) => tests.every((test) => test(element)));
};

/** A pattern inside a list of maps is met by any one of them; by none, it is a pattern about absent fields. */
const elements = (value: unknown): unknown[] =>
  Array.isArray(value) && value.length > 0 ? value.flat(Number.POSITIVE_INFINITY) : [value];

const compileField = (name: string, value: unknown, path: string[]): RecordFilter => {
  if (name === '$or') return compileAlternatives(value, path);
  const test = Array.isArray(value) ? compileLeaf(value, path) : compileMap(value, path);
  return (parent) => test(isMap(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined);
};

const compileAlternatives = (value: unknown, path: string[]): RecordFilter => {
  if (!Array.isArray(value) || value.length < 2) throw new Failure(`must be a list of at least two maps${at(path)}`);
  const alternatives = value.map((pattern) => compileMap(pattern, path));
  return (parent) => alternatives.some((test) => test(parent));
};

const compileLeaf = (list: unknown[], path: string[]): RecordFilter => {
  if (list.length === 0) throw new Failure(`has an empty list${at(path)}`);
  const rules = list.map((value) => compileRule(value, path));
  return (value) => {
    const leaves = leavesOf(value);
    return rules.some((rule) => rule(leaves));
  };
};

const leavesOf = (value: unknown): unknown[] =>
  (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]).filter(
    (leaf) => leaf === null || (leaf !== undefined && typeof leaf !== 'object'),
  );

const compileRule = (value: unknown, path: string[]): Rule => {
  if (value === null || isScalar(value) || typeof value === 'boolean') return (leaves) => leaves.includes(value);
  if (!isMap(value)) throw new Failure(`has a list in a list${at(path)}`);
  const [operator = '', ...others] = Object.keys(value);
  const compile = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (compile === undefined || others.length > 0) {
    throw new Failure(`has ${JSON.stringify(value)}${at(path)}, which is no comparison that the local runner knows`);
  }
  const rule = compile(value[operator]);
  if (rule === undefined) throw new Failure(`has ${JSON.stringify(value)}${at(path)}, which ${operator} cannot take`);
  return rule;
};

const at = (path: string[]): string => (path.length === 0 ? '' : ` at ${path.join('.')}`);

const isScalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** A comparison of strings with an argument that is one. */
const ofText =
  (compare: (leaf: string, argument: string) => boolean) =>
  (argument: unknown): Rule | undefined =>
    typeof argument === 'string'
      ? (leaves) => leaves.some((leaf) => typeof leaf === 'string' && compare(leaf, argument))
      : undefined;

/** By name; undefined for an argument that the comparison doesn't take. */
const operators: Record<string, (argument: unknown) => Rule | undefined> = {
  prefix: ofText((leaf, argument) => leaf.startsWith(argument)),
  suffix: ofText((leaf, argument) => leaf.endsWith(argument)),
  'equals-ignore-case': ofText((leaf, argument) => leaf.toLowerCase() === argument.toLowerCase()),
  exists: (argument) => (typeof argument === 'boolean' ? (leaves) => leaves.length > 0 === argument : undefined),
  'anything-but': (argument) => {
    if (isMap(argument)) return anythingButPrefix(argument);
    const excluded = [argument].flat();
    return excluded.length > 0 && excluded.every(isScalar)
      ? (leaves) => leaves.some((leaf) => !excluded.some((value) => value === leaf))
      : undefined;
  },
  numeric: (argument) => {
    const ranges = Array.isArray(argument) ? comparisons(argument) : undefined;
    // A DynamoDB number never meets one: in a record it is a string. AWS has it the same way.
    return (
      ranges && ((leaves) => leaves.some((leaf) => typeof leaf === 'number' && ranges.every((test) => test(leaf))))
    );
  },
};

const anythingButPrefix = (argument: RawMap): Rule | undefined => {
  const { prefix, ...others } = argument;
  if (typeof prefix !== 'string' || Object.keys(others).length > 0) return undefined;
  return (leaves) => leaves.some((leaf) => !(typeof leaf === 'string' && leaf.startsWith(prefix)));
};

const signs: Record<string, (leaf: number, bound: number) => boolean> = {
  '=': (leaf, bound) => leaf === bound,
  '<': (leaf, bound) => leaf < bound,
  '<=': (leaf, bound) => leaf <= bound,
  '>': (leaf, bound) => leaf > bound,
  '>=': (leaf, bound) => leaf >= bound,
};

/** `['>', 0, '<=', 5]`: one or two pairs of a sign and a number. */
const comparisons = (argument: unknown[]): ((leaf: number) => boolean)[] | undefined => {
  if (argument.length !== 2 && argument.length !== 4) return undefined;
  const tests = [0, 2].slice(0, argument.length / 2).map((index) => {
    const [sign, bound] = [signs[String(argument[index])], argument[index + 1]];
    return sign && typeof bound === 'number' ? (leaf: number) => sign(leaf, bound) : undefined;
  });
  const known = tests.filter((test) => test !== undefined);
  return known.length === tests.length ? known : undefined;
};
