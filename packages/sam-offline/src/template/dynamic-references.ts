import { Failure } from '../failure.ts';
import { isMap } from './parse.ts';

/**
 * Puts the given values in the place of dynamic references, which CloudFormation looks up in Parameter Store or Secrets
 * Manager: `{{resolve:ssm:/my/name}}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 * @param references by what stands after `resolve:`
 * @param path where the value stands, for errors
 * @throws Failure for a reference without a value
 */
export const dereference = (value: unknown, references: Map<string, string>, path: string): unknown => {
  if (typeof value === 'string') {
    return value.replace(/\{\{resolve:([^{}]*)\}\}/g, (reference, key: string) => {
      const given = references.get(key.trim());
      if (given !== undefined) return given;
      throw new Failure(`${path} has ${reference}, which only AWS can look up; give it with --resolve ${key}=VALUE.`);
    });
  }
  if (Array.isArray(value)) return value.map((item) => dereference(item, references, path));
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, dereference(item, references, `${path}.${key}`)]);
  return Object.fromEntries(entries);
};
