import { Failure } from '../failure.ts';
import { isMap, type RawMap } from './parse.ts';
import { type Honoured, isIgnored, isSupport, type Support } from './support.ts';

type Range = { min?: number; max?: number };

/**
 * The resolved properties of one part of the template, read by name and type. Every error names the part, so that a
 * sentence like `HealthFunction.Timeout must be a number from 1 to 900, not 0.` needs no further context.
 */
export class Fields {
  /** Where this part is: a logical id, followed by the properties that lead here (`HttpApi.CorsConfiguration`). */
  readonly path: string;
  readonly #values: RawMap;
  /** What errors call this part: `AWS::SQS::Queue RedrivePolicy`. */
  #type = '';
  /** What is declared of its properties; `true` for names of any kind. */
  #declared: Honoured = true;
  readonly #written: string[];

  /** @param written the names in the template, also of what is `!Ref AWS::NoValue` there */
  constructor(path: string, values: RawMap, written: string[] = Object.keys(values)) {
    this.path = path;
    this.#values = values;
    this.#written = written;
  }

  /**
   * Holds this part, and those below it, to what `support` declares.
   * @param type what errors call it
   * @throws Failure for a property that is neither honoured nor ignored
   */
  only(type: string, support: Support): this {
    this.#type = type;
    this.#declared = support;
    for (const name of this.#written) {
      if (Object.hasOwn(support.honours, name) || isIgnored(support, name)) continue;
      const { refuses = {} } = support;
      const what = Object.hasOwn(refuses, name)
        ? refuses[name]
        : `is a property that the local runner cannot honour (in ${type})`;
      throw this.wrong(name, `${what}`);
    }
    return this;
  }

  /** The names given, in the template's order. */
  names(): string[] {
    return Object.keys(this.#values);
  }

  has(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** Whether a property is given, and is neither a map nor a list. */
  isScalar(name: string): boolean {
    return this.has(name) && typeof this.#get(name) !== 'object';
  }

  text(name: string): string | undefined {
    const value = this.#get(name);
    if (value === undefined) return undefined;
    if (typeof value === 'object') throw this.wrong(name, 'must be a string');
    return String(value);
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw this.wrong(name, 'is missing');
    return value;
  }

  /** One of `choices`, or undefined when absent. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw this.wrong(name, `is ${value}; the local runner honours ${choices.join(', ')}`);
    return choice;
  }

  /** Numbers may come as text: that is what `!Ref` of a Number parameter gives. */
  number(name: string, { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Range): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (value.trim() === '' || Number.isNaN(number) || number < min || number > max) {
      throw this.wrong(name, `must be a number from ${min} to ${max}, not ${value}`);
    }
    return number;
  }

  integer(name: string, range: Range): number | undefined {
    const number = this.number(name, range);
    if (number !== undefined && !Number.isInteger(number)) throw this.wrong(name, 'must be a whole number');
    return number;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value !== 'true' && value !== 'false') throw this.wrong(name, `must be true or false, not ${value}`);
    return value === 'true';
  }

  /** A list of strings; empty when absent. */
  texts(name: string): string[] {
    return this.#list(name).map((value) => {
      if (typeof value === 'object') throw this.wrong(name, 'must be a list of strings');
      return String(value);
    });
  }

  section(name: string): Fields | undefined {
    const value = this.#get(name);
    if (value === undefined) return undefined;
    if (!isMap(value)) throw this.wrong(name, 'must be a map');
    return this.#below(name, value, this.#honoured(name));
  }

  /** A part that may be left out when nothing in it is given. */
  optionalSection(name: string): Fields {
    return this.section(name) ?? new Fields(this.at(name), {});
  }

  requiredSection(name: string): Fields {
    const section = this.section(name);
    if (section === undefined) throw this.wrong(name, 'is missing');
    return section;
  }

  /** A list of maps; empty when absent. */
  sections(name: string): Fields[] {
    const list = this.#honoured(name);
    const declared = typeof list === 'object' && 'listOf' in list ? list.listOf : true;
    return this.#list(name).map((value, index) => {
      if (!isMap(value)) throw this.wrong(name, 'must be a list of maps');
      return this.#below(name, value, declared, `[${index}]`);
    });
  }

  /** A Failure about one property of this part. */
  wrong(name: string, what: string): Failure {
    return new Failure(`${this.at(name)} ${what}.`);
  }

  /** Where a property of this part stands. */
  at(name: string): string {
    return `${this.path}.${name}`;
  }

  /** @throws TypeError when a reader asks for what it doesn't declare */
  #honoured(name: string): Honoured {
    if (typeof this.#declared === 'string' || this.#declared === true) return true;
    if ('mapOf' in this.#declared) return this.#declared.mapOf;
    const honoured = isSupport(this.#declared) ? this.#declared.honours[name] : undefined;
    if (honoured === undefined) throw new TypeError(`${this.#type} does not declare ${name}`);
    return honoured;
  }

  #get(name: string): unknown {
    this.#honoured(name);
    return this.#values[name];
  }

  #below(name: string, values: RawMap, declared: Honoured, place = ''): Fields {
    const isEntry = typeof this.#declared === 'object' && 'mapOf' in this.#declared;
    const type = isEntry ? this.#type : `${this.#type} ${name}`;
    const fields = new Fields(this.at(name) + place, values);
    if (isSupport(declared)) return fields.only(type, declared);
    fields.#type = type;
    fields.#declared = declared;
    return fields;
  }

  #list(name: string): unknown[] {
    const value = this.#get(name) ?? [];
    if (!Array.isArray(value)) throw this.wrong(name, 'must be a list');
    return value;
  }
}
