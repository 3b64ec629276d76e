import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Writes a generated file of the repository, or with `--check` only says whether it is up to date.
 * @param file its path in the repository
 * @param script the npm script that makes it
 */
export const writeOrCheck = (file: string, script: string, text: string): void => {
  const path = join(root, file);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${file} is stale: run "npm run ${script}" and commit what it writes.`);
    process.exitCode = 1;
  }
};
