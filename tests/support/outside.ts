import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseTemplate } from '../../local/template/parse.ts';

export { assertDocumented } from './contract.ts';

/** Loads a package. */
export const load: (name: string) => unknown = createRequire(import.meta.url);

let template: string | undefined;

/** template.yaml as it is written, intrinsics unresolved, as JSON: each test file parses an object of its own. */
export const templateJson = (): string => {
  template ??= JSON.stringify(parseTemplate(readFileSync('template.yaml', 'utf8'), 'template.yaml'));
  return template;
};
