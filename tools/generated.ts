import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INFORMATION_HELP, parseCommandLine, runScript } from '../local/command-line.ts';
import { Failure } from '../local/failure.ts';

const root = join(import.meta.dirname, '..');

export type Generated = {
  /** Its path in the repository. */
  file: string;
  /** The npm script that makes it. */
  script: string;
  /** What is in it, for the help. */
  what: string;
};

/** Runs this process as the script that writes a generated file of the repository, or with `--check` says whether it is up to date. */
export const runGenerator = ({ file, script, what }: Generated, generate: () => string | Promise<string>) => {
  const help = `npm run ${script} -- [options]: writes ${file}, ${what}

  --check                   only say whether the file is up to date
${INFORMATION_HELP}`;
  return runScript(help, async (args) => {
    const { values } = parseCommandLine({ args, options: { check: { type: 'boolean', default: false } } });
    const path = join(root, file);
    const text = await generate();
    if (!values.check) writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) {
      throw new Failure(`${file} is stale: run "npm run ${script}" and commit what it writes.`);
    }
  });
};
