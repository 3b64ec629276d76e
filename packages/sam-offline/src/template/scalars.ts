import type { ScalarTag } from 'yaml';

type OnError = (message: string) => void;

/** The text of a float as Python writes it (`1.0`, `1e+16`): that is what SAM hands on. */
const pythonText = (value: number): string => {
  if (!Number.isFinite(value)) return String(value).toLowerCase().replace('infinity', 'inf');
  const sign = Object.is(value, -0) || value < 0 ? '-' : '';
  const [digits, power] = Math.abs(value).toExponential().split('e');
  const exponent = Number(power);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = String(Math.abs(value));
  return sign + (text.includes('.') ? text : `${text}.0`);
};

/** A number where JavaScript writes it the same way; elsewhere (`1.0`, twenty digits) its text, so that none is lost. */
const exact = (text: string): number | string => (String(Number(text)) === text ? Number(text) : text);

const signAndDigits = (text: string): [boolean, string] => {
  const bare = text.replaceAll('_', '').toLowerCase();
  return [bare.startsWith('-'), bare.replace(/^[-+]/, '')];
};

/** Binary, octal (`0755`), decimal, hexadecimal, or to the base 60 (`190:20:30`). @throws SyntaxError for anything else */
const wholeNumber = (digits: string): bigint => {
  const parts = digits.split(':').map((part) => part || 'nothing');
  if (parts.length > 1) return parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return BigInt(/^0\d/.test(digits) ? `0o${digits}` : (parts[0] ?? ''));
};

const readInt = (text: string, onError: OnError): number | string => {
  const [isNegative, digits] = signAndDigits(text);
  try {
    const value = wholeNumber(digits);
    return exact(String(isNegative ? -value : value));
  } catch {
    onError(`${text || 'An empty text'} is no whole number`);
    return text;
  }
};

const readFloat = (text: string, onError: OnError): number | string => {
  const [isNegative, digits] = signAndDigits(text);
  if (/^\.?nan$/.test(digits)) return 'nan';
  const parts = /^\.?inf$/.test(digits) ? [Number.POSITIVE_INFINITY] : digits.split(':').map(Number).reverse();
  const value = parts.reduce((sum, part, place) => sum + part * 60 ** place, 0);
  if (digits === '' || Number.isNaN(value)) onError(`${text || 'An empty text'} is no number`);
  return exact(pythonText(isNegative ? -value : value));
};

const INT =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][\d_]*)|[-+]?0x[\da-fA-F_]+|[-+]?[1-9][\d_]*(?::[0-5]?\d)+)$/;
const FLOAT =
  /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?|[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;

const readBool = (text: string, onError: OnError): boolean => {
  if (!TRUE.test(text.toLowerCase()) && !FALSE.test(text.toLowerCase())) onError(`${text} is neither true nor false`);
  return TRUE.test(text.toLowerCase());
};

/** A tag that is written out (`!!int "12"`). */
const named = (name: string, resolve: ScalarTag['resolve']): ScalarTag => ({
  tag: `tag:yaml.org,2002:${name}`,
  resolve,
});

/** A tag that a plain scalar has without saying so. */
const plain = (name: string, test: RegExp, resolve: ScalarTag['resolve']): ScalarTag => ({
  ...named(name, resolve),
  default: true,
  test,
});

const NAMED = [
  named('null', () => null),
  named('bool', readBool),
  named('int', readInt),
  named('float', readFloat),
  named('timestamp', (text) => text),
];

/**
 * What the plain scalars of a YAML template are: what PyYAML makes of them (resolver.py and constructor.py), with which
 * the SAM CLI reads a template before it hands it to CloudFormation. Not all of it is YAML 1.1: `y`, `n`, `72225e2` and
 * `2010-09-09` are text, `0755` is 493, `012345678901` is text again.
 */
export const YAML_SCALARS: ScalarTag[] = [
  ...NAMED,
  plain('null', /^(?:~|null|Null|NULL|)$/, () => null),
  plain('bool', TRUE, readBool),
  plain('bool', FALSE, readBool),
  plain('float', FLOAT, readFloat),
  plain('int', INT, readInt),
  plain('value', /^=$/, (text, onError) => {
    onError('A bare = is no value; put it in quotes');
    return text;
  }),
];

/** The same of a JSON template, which the SAM CLI reads with Python's json. */
export const JSON_SCALARS: ScalarTag[] = [
  plain('null', /^null$/, () => null),
  plain('bool', /^(?:true|false)$/, readBool),
  plain('int', /^-?(?:0|[1-9]\d*)$/, readInt),
  plain('float', /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/, readFloat),
];
