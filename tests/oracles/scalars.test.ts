import fc from 'fast-check';
import { isMap, parseTemplate } from '../../packages/sam-offline/src/template/parse.ts';
import { askPython } from './python.ts';

type Outcome = [kind: string, text: string] | null;

/** The SAM CLI's value of `V` in each template; null if it refuses the template. */
const samReads = (templates: string[]) => askPython<Outcome[]>('sam_yaml.py', templates);

const weRead = (template: string): Outcome => {
  try {
    const { V: value } = parseTemplate(template, 'template.yaml');
    if (value === null) return ['null', ''];
    if (typeof value === 'boolean') return ['boolean', String(value)];
    return isMap(value) ? ['keys', Object.keys(value).join(' ')] : ['text', String(value)];
  } catch {
    return null;
  }
};

const difference = async (templates: string[]) => {
  const theirs = await samReads(templates);
  return templates
    .map((template, n) => ({ template, sam: theirs[n], here: weRead(template) }))
    .filter(({ sam, here }) => JSON.stringify(sam) !== JSON.stringify(here));
};

const SEED = 20_261_126;
const sample = (text: fc.Arbitrary<string>, count: number) => fc.sample(text, { numRuns: count, seed: SEED });

/** Anything that could be taken for a number: signs, digits, points, exponents, colons, underscores, prefixes. */
const numberlike = fc
  .array(
    fc.constantFrom(...'0123456789', '00', '0x', '0b', '0o', '-', '+', '.', '_', ':', 'e', 'E', 'e+', 'E-', 'f', '9'),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const number = fc.oneof(
  fc.double().map(String),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.stringMatching(/^[-+]?[0-9]{1,4}\.[0-9]{0,4}([eE][-+][0-9]{1,3})?$/),
  fc.stringMatching(/^[-+]?0[0-9]{1,11}$/),
  fc.stringMatching(/^[1-9][0-9]{0,2}(:[0-5]?[0-9]){1,3}(\.[0-9]{0,2})?$/),
  fc.stringMatching(/^[0-9]{1,6}[eE][0-9]{1,3}$/),
);
const WORDS = ['y', 'n', 'yes', 'no', 'true', 'false', 'on', 'off', 'null', '~', '.inf', '-.inf', '.nan', 'inf', 'nan'];
const word = fc
  .tuple(fc.constantFrom(...WORDS), fc.constantFrom('lower', 'Title', 'UPPER', 'oDD'))
  .map(([text, form]) => {
    if (form === 'Title') return text.replace(/[a-z]/, (letter) => letter.toUpperCase());
    if (form === 'oDD') return text.replace(/.$/, (letter) => letter.toUpperCase());
    return form === 'UPPER' ? text.toUpperCase() : text;
  });
const date = fc.constantFrom(
  ...['2010-09-09', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43', '2001-1-1', '12:30:45', '1:00'],
);
const scalar = fc.oneof(numberlike, number, word, date, fc.stringMatching(/^[0-9a-f]{8}$/));
const tagged = fc
  .tuple(fc.constantFrom('str', 'int', 'float', 'bool', 'null', 'timestamp'), fc.oneof(number, word))
  .map(([name, text]) => `!!${name} "${text}"`);

describe('a scalar of a template has the same value as in the SAM CLI', () => {
  test('as a value', async () => {
    const scalars = [...sample(scalar, 1_500), '=', "'012'", '"y"', '!!str 012'];
    expect(await difference(scalars.map((text) => `V: ${text}\n`))).toEqual([]);
  });

  test('as a key', async () => {
    expect(await difference(sample(scalar, 500).map((text) => `V:\n  ${text}: 1\n`))).toEqual([]);
  });

  test('with a tag', async () => {
    expect(await difference(sample(tagged, 500).map((text) => `V: ${text}\n`))).toEqual([]);
  });

  test('in JSON', async () => {
    const numbers = number.filter((text) => /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text));
    expect(await difference(sample(numbers, 500).map((text) => `{\n\t"V": ${text}\n}`))).toEqual([]);
  });
});
