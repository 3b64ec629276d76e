import { ServiceError } from './service.ts';

/** What a request carries: a JSON object, its members not looked at yet. */
export type Input = Record<string, unknown>;

export const isObject = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws ServiceError for what is no JSON object */
export const parseInput = (body: Buffer): Input => {
  const input = body.length === 0 ? {} : parseJson(body.toString());
  if (!isObject(input)) throw new ServiceError('SerializationException', 'The request is not a JSON object.');
  return input;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A string; undefined when absent. @throws ServiceError InvalidParameterValue */
export const text = (input: Input, name: string): string | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(name, 'is not a string');
  return value;
};

/** @throws ServiceError MissingParameter */
export const requiredText = (input: Input, name: string): string => {
  const value = text(input, name);
  if (!value) throw missing(name);
  return value;
};

/** A whole number in a range; undefined when absent. @throws ServiceError InvalidParameterValue */
export const integer = (input: Input, name: string, [min, max]: [number, number]): number | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw invalid(name, `must be a whole number from ${min} to ${max}`);
  }
  return value;
};

/** A list; empty when absent. @throws ServiceError InvalidParameterValue */
const list = (input: Input, name: string): unknown[] => {
  const value = input[name] ?? [];
  if (!Array.isArray(value)) throw invalid(name, 'is not a list');
  return value;
};

export const texts = (input: Input, name: string): string[] =>
  list(input, name).map((value) => {
    if (typeof value !== 'string') throw invalid(name, 'is not a list of strings');
    return value;
  });

export const objects = (input: Input, name: string): Input[] =>
  list(input, name).map((value) => {
    if (!isObject(value)) throw invalid(name, 'is not a list of structures');
    return value;
  });

/** A structure; undefined when absent. @throws ServiceError InvalidParameterValue */
export const object = (input: Input, name: string): Input | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw invalid(name, 'is not a structure');
  return value;
};

export const invalid = (name: string, what: string): ServiceError =>
  new ServiceError('InvalidParameterValue', `Value for parameter ${name} is invalid. Reason: it ${what}.`);

export const missing = (name: string): ServiceError =>
  new ServiceError('MissingParameter', `The request must contain the parameter ${name}.`);
