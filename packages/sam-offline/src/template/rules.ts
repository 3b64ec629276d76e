import { Failure } from '../failure.ts';
import { Fields } from './fields.ts';
import { resolve, type Scope } from './intrinsics.ts';
import { isMap, type RawMap } from './parse.ts';
import type { Support } from './support.ts';

/** A rule on parameters, which CloudFormation checks before it makes anything. */
export const RULE: Support = {
  honours: { RuleCondition: true, Assertions: { listOf: { honours: { Assert: true, AssertDescription: true } } } },
};

/**
 * Checks the rules of a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 * @throws Failure with the description of an assertion that does not hold
 */
export const checkRules = (rules: RawMap, scope: Scope): void => {
  for (const [name, rule] of Object.entries(rules)) {
    const path = `Rules.${name}`;
    const resolved = resolve(rule, scope, path);
    if (!isMap(resolved)) throw new Failure(`${path} must be a map.`);
    const fields = new Fields(path, resolved).only('a rule', RULE);
    if (fields.flag('RuleCondition') === false) continue;
    for (const assertion of fields.sections('Assertions')) {
      const description = assertion.text('AssertDescription') ?? 'an assertion does not hold';
      if (assertion.flag('Assert') !== true) throw new Failure(`${path}: ${description}.`);
    }
  }
};
