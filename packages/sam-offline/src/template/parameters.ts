import { Failure, messageOf } from '../failure.ts';
import { Fields } from './fields.ts';
import { isMap, type RawMap } from './parse.ts';
import type { Support } from './support.ts';

const TYPES = ['String', 'Number', 'CommaDelimitedList', 'List<Number>'] as const;

export const PARAMETER: Support = {
  honours: {
    Type: `only ${TYPES.map((type) => `\`${type}\``).join(', ')}`,
    Default: true,
    AllowedValues: true,
    AllowedPattern: true,
    MinLength: true,
    MaxLength: true,
    MinValue: true,
    MaxValue: true,
  },
  ignores: {
    'text for people': ['Description', 'ConstraintDescription'],
    'there is no console that could show its value': ['NoEcho'],
  },
};

/** What `!Ref` of a parameter gives: text (numbers too), or a list of texts. */
export type ParameterValue = string | string[];

/**
 * The value of every parameter of the template: `overrides` first, else its default.
 * @throws Failure for an override the template doesn't declare, a parameter without value, or one out of its bounds
 */
export const readParameters = (declared: RawMap, overrides: Map<string, string>): Map<string, ParameterValue> => {
  for (const name of overrides.keys()) {
    if (declared[name] === undefined)
      throw new Failure(`The template has no parameter ${name} (--parameter ${name}=…).`);
  }
  return new Map(
    Object.entries(declared).map(([name, definition]) => {
      const fields = new Fields(`Parameters.${name}`, isMap(definition) ? definition : {}).only(
        'a parameter',
        PARAMETER,
      );
      return [name, readParameter(name, fields, overrides.get(name))];
    }),
  );
};

const readParameter = (name: string, fields: Fields, override: string | undefined): ParameterValue => {
  const type = fields.choice('Type', TYPES);
  if (type === undefined) throw fields.wrong('Type', 'is missing');
  const text = override ?? fields.text('Default');
  if (text === undefined) throw new Failure(`Parameter ${name} has no default; give it a value: --parameter ${name}=…`);
  const isList = type === 'CommaDelimitedList' || type === 'List<Number>';
  const values = isList ? text.split(',').map((item) => item.trim()) : [text];
  for (const value of values) check(name, fields, type, value);
  return isList ? values : text;
};

type Check = (name: string, fields: Fields, type: (typeof TYPES)[number], value: string) => void;

const check: Check = (name, fields, type, value) => {
  const broken = textRule(fields, value) ?? sizeRule(fields, type.includes('Number'), value);
  if (broken !== undefined) throw new Failure(`Parameter ${name} is "${value}", but ${broken}.`);
};

const textRule = (fields: Fields, value: string): string | undefined => {
  const allowed = fields.texts('AllowedValues');
  const pattern = fields.text('AllowedPattern');
  if (allowed.length > 0 && !allowed.includes(value)) return `must be one of ${allowed.join(', ')}`;
  if (pattern !== undefined && !allowedPattern(fields, pattern).test(value)) return `must match ${pattern}`;
  return undefined;
};

/** What Java's regular expressions have, and JavaScript's read as something else without saying so. */
const JAVA_ONLY = /\\[pPQEAZzGhHRX]|\[[^\]]*&&/;

/** CloudFormation uses Java's regular expressions, of which this is the part that JavaScript's have, too. */
const allowedPattern = (fields: Fields, pattern: string): RegExp => {
  const [foreign] = JAVA_ONLY.exec(pattern) ?? [];
  if (foreign) throw fields.wrong('AllowedPattern', `is ${pattern}; the local runner cannot honour ${foreign} in it`);
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    throw fields.wrong('AllowedPattern', `is no pattern that the local runner can honour: ${messageOf(error)}`);
  }
};

const sizeRule = (fields: Fields, isNumber: boolean, value: string): string | undefined => {
  if (isNumber && (value.trim() === '' || Number.isNaN(Number(value)))) return 'must be a number';
  const measured = isNumber ? Number(value) : value.length;
  const least = fields.number(isNumber ? 'MinValue' : 'MinLength', {}) ?? Number.NEGATIVE_INFINITY;
  const most = fields.number(isNumber ? 'MaxValue' : 'MaxLength', {}) ?? Number.POSITIVE_INFINITY;
  const unit = isNumber ? '' : ' characters';
  if (measured < least) return `must be at least ${least}${unit}`;
  return measured > most ? `must be at most ${most}${unit}` : undefined;
};
