import { type Document, parseDocument, type ScalarTag, type Tags, YAMLMap, YAMLSeq } from 'yaml';
import { Failure, messageOf } from '../failure.ts';
import { JSON_SCALARS, YAML_SCALARS } from './scalars.ts';

/** A map of the template, intrinsics still unresolved, in their long form (`{ 'Fn::Sub': … }`, `{ Ref: … }`). */
export type RawMap = { [key: string]: unknown };

/** What stands behind a short tag: `!Ref` and `!Condition` keep their name, every other one is `Fn::<name>`. */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'Transform',
];
const longForm = new Map([
  ['Ref', 'Ref'],
  ['Condition', 'Condition'],
  ...FUNCTIONS.map((name): [string, string] => [name, `Fn::${name}`]),
]);

/** `!GetAtt Table.Arn` is the list `[Table, Arn]`; an attribute may itself contain dots. */
const scalarArgument = (name: string, text: string): unknown =>
  name === 'GetAtt' && text.includes('.')
    ? [text.slice(0, text.indexOf('.')), text.slice(text.indexOf('.') + 1)]
    : text;

const shortTags: Tags = [...longForm].flatMap(([name, key]) => {
  const tag = `!${name}`;
  const scalar: ScalarTag = { tag, resolve: (text) => ({ [key]: scalarArgument(name, text) }) };
  return [
    scalar,
    { tag, collection: 'seq', nodeClass: YAMLSeq, resolve: (node) => wrap(key, node) },
    { tag, collection: 'map', nodeClass: YAMLMap, resolve: (node) => wrap(key, node) },
  ] satisfies Tags;
});

/** The node `{ <key>: node }`, so that intrinsics nested inside the argument are converted with it. */
const wrap = (key: string, node: unknown): YAMLMap => {
  const map = new YAMLMap();
  map.set(key, node);
  return map;
};

let last: { text: string; file: string; template: RawMap } | undefined;

/**
 * Parses a template's text (YAML or JSON) as the SAM CLI does, with CloudFormation's short tags. The same text as before is not
 * parsed again: a runner resolves its template several times, and most of that is parsing.
 * @returns the template, frozen
 * @throws Failure naming `file`, line and column for broken YAML, an unknown tag or a key given twice.
 */
export const parseTemplate = (text: string, file: string): RawMap => {
  if (last?.text !== text || last.file !== file) last = { text, file, template: frozen(parse(text, file)) };
  return last.template;
};

/** Freezes a value with all that is in it. */
const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
};

const parse = (text: string, file: string): RawMap => {
  const document = parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    merge: true,
    customTags: (failsafe) => [...failsafe, ...(isJson(text) ? JSON_SCALARS : YAML_SCALARS), ...shortTags],
    prettyErrors: true,
  });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const what = problem.code === 'MULTIPLE_DOCS' ? 'it holds several documents' : firstLine(problem.message);
    throw new Failure(`${file} is not a readable template: ${what}.`);
  }
  const template = plain(document, file);
  if (!isMap(template)) throw new Failure(`${file} is not a readable template: it is no map with Resources.`);
  return template;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const plain = (document: Document, file: string): unknown => {
  try {
    return document.toJS();
  } catch (error) {
    // An alias without its anchor, or one that expands beyond reason, shows up only here.
    throw new Failure(`${file} is not a readable template: ${messageOf(error)}.`);
  }
};

const firstLine = (message: string): string => (message.split('\n')[0] ?? message).replace(/:$/, '');

/** Whether a value of the template is a map (not a list, not a scalar). */
export const isMap = (value: unknown): value is RawMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
