import * as z from 'zod';
import type { FieldError } from '../../domain/refusal.ts';
import type { RequestSchemas } from './route.ts';

/** A part of a request that a schema checks. */
export type Part = keyof RequestSchemas;

const NAMES: Record<Part, string> = {
  path: 'path parameter',
  headers: 'header',
  query: 'query parameter',
  body: 'member',
};

/** RFC 6901, as a URI fragment: `#/text`, and `#` for the whole body. */
const pointer = (path: readonly PropertyKey[]): string =>
  ['#', ...path.map((step) => encodeURIComponent(String(step).replace(/~/g, '~0').replace(/\//g, '~1')))].join('/');

const fieldError = (part: Part, path: readonly PropertyKey[], detail: string): FieldError => {
  if (part === 'body') return { detail, pointer: pointer(path) };
  const name = path.map(String).join('.');
  return part === 'headers' ? { detail, header: name } : { detail, parameter: name };
};

/**
 * The schema without its optional, nullable or transforming wrappers. For a union, the option that matches the input.
 */
const bare = (schema: z.core.$ZodType, input: unknown): z.core.$ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bare(schema.unwrap(), input);
  if (schema instanceof z.ZodPipe) return bare(schema.in, input);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  const named = (input as Record<string, unknown> | undefined)?.[discriminator];
  const meant = schema.options.find(
    (option) => option instanceof z.ZodObject && option.shape[discriminator].safeParse(named).success,
  );
  return meant ? bare(meant, input) : schema;
};

/** The allowed members of the object at a path. */
const membersAt = (schema: z.core.$ZodType, path: readonly PropertyKey[], input: unknown): string[] => {
  const found = bare(schema, input);
  if (!(found instanceof z.ZodObject)) return [];
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(found.shape);
  const inner = found.shape[String(step)];
  return inner ? membersAt(inner, rest, (input as Record<PropertyKey, unknown>)[step]) : [];
};

const labelOf = (path: readonly PropertyKey[] = []): string => (path.length > 0 ? String(path.at(-1)) : 'the body');

const A: Record<string, string> = {
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
};

/** The default text of a validation error, for schemas without their own text. */
export const wordsFor = (issue: z.core.$ZodRawIssue): string => {
  const label = labelOf(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${label} is missing`
        : `${label} must be ${A[issue.expected] ?? `a ${issue.expected}`}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `${label} must have at least ${issue.minimum} characters`
        : `${label} must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `${label} must have at most ${issue.maximum} characters`
        : `${label} must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `${label} must be one of ${issue.values.join(', ')}`;
    default:
      return `${label} is not valid`;
  }
};

/** The errors in a part of a request, with their places. */
export const fieldErrors = (
  part: Part,
  { schema, input }: { schema: z.ZodType; input: unknown },
  issue: z.core.$ZodIssue,
): FieldError[] => {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const detail = `unknown ${NAMES[part]}; known are: ${membersAt(schema, path, input).join(', ')}`;
    return issue.keys.map((key) => fieldError(part, [...path, key], detail));
  }
  if (issue.code === 'invalid_type' && path.length === 0) {
    const known = membersAt(schema, path, input).join(', ');
    return [fieldError(part, [], `the body must be a JSON object with: ${known}`)];
  }
  return [fieldError(part, path, issue.message)];
};

/** A value and its parent. The chain keeps the cost of deep nesting proportional to its size. */
type Nested = { value: unknown; step?: PropertyKey; within?: Nested };

const pathOf = (nested: Nested): PropertyKey[] => {
  const path: PropertyKey[] = [];
  for (let one: Nested | undefined = nested; one?.step !== undefined; one = one.within) path.unshift(one.step);
  return path;
};

const HALF = 'contains half of a surrogate pair: send well-formed Unicode';

/**
 * The first string of a JSON value that is not well-formed Unicode, if any. Such a string cannot be stored or returned.
 * It uses no recursion, because the nesting can be deeper than the stack.
 */
export const illFormedIn = (value: unknown): FieldError | undefined => {
  const left: Nested[] = [{ value }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value: inner } = next;
    if (typeof inner === 'string' && !inner.isWellFormed()) {
      const path = pathOf(next);
      return fieldError('body', path, `${labelOf(path)} ${HALF}`);
    }
    if (typeof inner !== 'object' || inner === null) continue;
    for (const [step, member] of Object.entries(inner)) {
      if (!step.isWellFormed()) return fieldError('body', pathOf(next), `the name of a member ${HALF}`);
      left.push({ value: member, step, within: next });
    }
  }
  return undefined;
};
