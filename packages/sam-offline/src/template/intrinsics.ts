import { Failure } from '../failure.ts';
import { isMap, type RawMap } from './parse.ts';

/** What names in a template stand for. `undefined` means that there is no such name. */
export type Scope = {
  /** The value of `!Ref name`: a parameter, a pseudo parameter, a resource, or what SAM makes of one (`Function.Alias`). */
  reference(name: string, path: string): unknown;
  /** The value of `!GetAtt resource.attribute`. */
  attribute(resource: string, attribute: string): string | undefined;
  conditions: RawMap;
  mappings: RawMap;
  /** The conditions being evaluated, outermost first. */
  evaluating?: readonly string[];
};

/** `!Ref AWS::NoValue`: the property that has it is as if it were never written. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Resolver = (argument: unknown, scope: Scope, path: string) => unknown;

/** Intrinsics whose arguments are resolved first. */
const functions: Record<string, Resolver> = {
  'Fn::Join': (argument, _scope, path) => {
    const [delimiter, values] = pair(argument, path, 'Fn::Join');
    return list(values, path, 'Fn::Join').map(text(path, 'Fn::Join')).join(String(delimiter));
  },
  'Fn::Split': (argument, _scope, path) => {
    const [delimiter, value] = pair(argument, path, 'Fn::Split');
    return text(path, 'Fn::Split')(value).split(String(delimiter));
  },
  'Fn::Select': (argument, _scope, path) => {
    const [index, values] = pair(argument, path, 'Fn::Select');
    const selected = list(values, path, 'Fn::Select')[Number(index)];
    if (selected === undefined) throw new Failure(`${path}: Fn::Select has no element ${index}.`);
    return selected;
  },
  'Fn::FindInMap': (argument, scope, path) => {
    const [map, first, second] = triple(argument, path, 'Fn::FindInMap').map(text(path, 'Fn::FindInMap'));
    const level = scope.mappings[map ?? ''];
    const row = isMap(level) ? level[first ?? ''] : undefined;
    const value = isMap(row) ? row[second ?? ''] : undefined;
    if (value === undefined) throw new Failure(`${path}: Mappings has no ${map}.${first}.${second}.`);
    return value;
  },
  'Fn::GetAtt': (argument, scope, path) => {
    const [resource, attribute] = pair(
      typeof argument === 'string' && argument.includes('.') ? splitOnce(argument) : argument,
      path,
      'Fn::GetAtt',
    );
    return attributeOf(String(resource), String(attribute), scope, path);
  },
  'Fn::Base64': (argument, _scope, path) => Buffer.from(text(path, 'Fn::Base64')(argument)).toString('base64'),
  'Fn::Equals': (argument, _scope, path) => {
    const [left, right] = pair(argument, path, 'Fn::Equals');
    return String(left) === String(right);
  },
  'Fn::Not': (argument, _scope, path) => list(argument, path, 'Fn::Not')[0] !== true,
  'Fn::And': (argument, _scope, path) => list(argument, path, 'Fn::And').every((value) => value === true),
  'Fn::Or': (argument, _scope, path) => list(argument, path, 'Fn::Or').some((value) => value === true),
};

/** Intrinsics that decide themselves what is resolved: an untaken branch of `!If` may hold anything. */
const special: Record<string, Resolver> = {
  Ref: (argument, scope, path) => {
    const value = scope.reference(String(argument), path);
    if (value === undefined) throw new Failure(`${path}: !Ref ${argument} names no parameter or resource.`);
    return value;
  },
  Condition: (argument, scope, path) => condition(String(argument), scope, path),
  'Fn::If': (argument, scope, path) => {
    const [name, whenTrue, whenFalse] = list(argument, path, 'Fn::If');
    return resolve(condition(String(name), scope, path) ? whenTrue : whenFalse, scope, path);
  },
  'Fn::Sub': (argument, scope, path) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const values = isMap(variables) ? variables : {};
    return String(template).replace(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      const key = name.trim();
      if (key in values) return text(path, 'Fn::Sub')(resolve(values[key], scope, path));
      // SAM takes a name with a dot for what !Ref may name as well.
      const made = key.includes('.') ? scope.reference(key, path) : undefined;
      if (made !== undefined) return String(made);
      if (key.includes('.')) return attributeOf(...splitOnce(key), scope, path);
      return text(path, 'Fn::Sub')(resolve({ Ref: key }, scope, path));
    });
  },
};

/**
 * Replaces every intrinsic function in `value` by what it stands for; keys whose value is AWS::NoValue disappear.
 * @param path where the value stands, for errors: `HealthFunction.CodeUri`
 * @throws Failure for an unknown name, a malformed argument or an intrinsic that isn't supported
 */
export const resolve = (value: unknown, scope: Scope, path: string): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, scope, path)).filter((item) => item !== NO_VALUE);
  }
  if (!isMap(value)) return value;
  const [name] = Object.keys(value);
  if (name !== undefined && isIntrinsic(value)) {
    const resolver = special[name];
    if (resolver !== undefined) return resolver(value[name], scope, path);
    const fn = functions[name];
    if (fn === undefined) throw new Failure(`${path}: the local runner cannot honour the intrinsic function ${name}.`);
    return fn(resolve(value[name], scope, path), scope, path);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, resolve(item, scope, `${path}.${key}`)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
};

/** Whether a value is an intrinsic function call: a map with that single key. */
export const isIntrinsic = (value: unknown): boolean => {
  if (!isMap(value)) return false;
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0) return false;
  return key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof value[key] === 'string');
};

/** Whether the named condition holds. @throws Failure when the template has none of that name, or it needs itself */
export const condition = (name: string, scope: Scope, path: string): boolean => {
  const { evaluating = [] } = scope;
  if (scope.conditions[name] === undefined) throw new Failure(`${path}: the template has no condition ${name}.`);
  if (evaluating.includes(name)) throw new Failure(`Conditions.${name} depends on itself.`);
  const nested = { ...scope, evaluating: [...evaluating, name] };
  return resolve(scope.conditions[name], nested, `Conditions.${name}`) === true;
};

const attributeOf = (resource: string, attribute: string, scope: Scope, path: string): string => {
  const value = scope.attribute(resource, attribute);
  if (value === undefined) throw new Failure(`${path}: the local runner knows no attribute ${resource}.${attribute}.`);
  return value;
};

const splitOnce = (text: string): [string, string] => {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
};

const list = (value: unknown, path: string, name: string): unknown[] => {
  if (!Array.isArray(value)) throw new Failure(`${path}: ${name} needs a list.`);
  return value;
};

const pair = (value: unknown, path: string, name: string): [unknown, unknown] => {
  const [first, second] = list(value, path, name);
  if (second === undefined) throw new Failure(`${path}: ${name} needs two arguments.`);
  return [first, second];
};

const triple = (value: unknown, path: string, name: string): unknown[] => {
  const values = list(value, path, name);
  if (values.length !== 3) throw new Failure(`${path}: ${name} needs three arguments.`);
  return values;
};

const text =
  (path: string, name: string) =>
  (value: unknown): string => {
    if (typeof value === 'object' || typeof value === 'symbol') throw new Failure(`${path}: ${name} needs a string.`);
    return String(value);
  };
