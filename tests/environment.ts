import { readFileSync } from 'node:fs';
import { TestEnvironment } from 'jest-environment-node';
import { parseTemplate } from '../local/template/parse.ts';
import { assertDocumented } from './support/contract.ts';

let template: string | undefined;

/** What takes long to prepare and never changes is prepared once in each of jest's workers, for all of its test files. */
const perWorker = {
  assertDocumented,
  /** template.yaml as it is written, intrinsics unresolved, as JSON: each file parses an object of its own. */
  templateJson: (): string => {
    template ??= JSON.stringify(parseTemplate(readFileSync('template.yaml', 'utf8'), 'template.yaml'));
    return template;
  },
};

export type PerWorker = typeof perWorker;

/**
 * The environment of a test file: Node's, with `perWorker` in its globals. This module lives outside the sandbox that
 * jest makes for each file, and is loaded once for all files of a worker.
 */
export default class extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.perWorker = perWorker;
  }
}
