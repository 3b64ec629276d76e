import { Failure } from '../failure.ts';
import { isMap, type RawMap } from './parse.ts';
import { hasNoLocalEffect } from './unobservable.ts';

type Range = { min?: number; max?: number };

/**
 * The resolved properties of one part of the template, read by name and type. Every error names the part, so that a
 * sentence like `HealthFunction.Timeout must be a number from 1 to 900, not 0.` needs no further context.
 */
export class Fields {
  /** Where this part is: a logical id, followed by the properties that lead here (`HttpApi.CorsConfiguration`). */
  readonly path: string;
  readonly #values: RawMap;
  readonly #written: string[];

  /** @param written the names in the template, also of what is `!Ref AWS::NoValue` there */
  constructor(path: string, values: RawMap, written: string[] = Object.keys(values)) {
    this.path = path;
    this.#values = values;
    this.#written = written;
  }

  /** @throws Failure when a property is given that is neither in `known` nor without effect for this `type`. */
  only(type: string, known: string[]): this {
    for (const name of this.#written) {
      if (known.includes(name) || hasNoLocalEffect(type, name)) continue;
      throw new Failure(`${this.at(name)} is a property that the local runner cannot honour (in ${type}).`);
    }
    return this;
  }

  /** The names given, in the template's order. */
  names(): string[] {
    return Object.keys(this.#values);
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** Whether a property is given, and is neither a map nor a list. */
  isScalar(name: string): boolean {
    return this.has(name) && typeof this.#values[name] !== 'object';
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
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
    const value = this.#values[name];
    if (value === undefined) return undefined;
    if (!isMap(value)) throw this.wrong(name, 'must be a map');
    return new Fields(this.at(name), value);
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

  /** This part as a map of maps: every value, under whatever name it has. */
  requiredSections(): Fields[] {
    return this.names().map((name) => this.requiredSection(name));
  }

  /** A list of maps; empty when absent. */
  sections(name: string): Fields[] {
    return this.#list(name).map((value, index) => {
      if (!isMap(value)) throw this.wrong(name, 'must be a list of maps');
      return new Fields(`${this.at(name)}[${index}]`, value);
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

  #list(name: string): unknown[] {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value)) throw this.wrong(name, 'must be a list');
    return value;
  }
}
