import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, INFORMATION_HELP, parseCommandLine, runScript } from './command-line.ts';

const root = join(import.meta.dirname, '..');

export type Generated = {
  /** The written file, for the help: a path in the repository, or a pattern for several. */
  files: string;
  /** The npm script that writes it. */
  script: string;
  /** Its contents, for the help. */
  what: string;
};

const isFresh = ([file, text]: [string, string]): boolean => {
  const path = join(root, file);
  return existsSync(path) && readFileSync(path, 'utf8') === text;
};

/**
 * Runs this process as a script that writes generated files of the repository, or with `--check` reports whether they are
 * up to date. @param generate returns the text of each file by its path in the repository
 */
export const runGenerator = (
  { files, script, what }: Generated,
  generate: () => Record<string, string> | Promise<Record<string, string>>,
) => {
  const help = `npm run ${script} -- [options]: writes ${files}, ${what}

  --check                   only say whether that is up to date
${INFORMATION_HELP}`;
  return runScript(help, async (args) => {
    const { values } = parseCommandLine({ args, options: { check: { type: 'boolean', default: false } } });
    const stale = Object.entries(await generate()).filter((generated) => !isFresh(generated));
    if (!values.check) for (const [file, text] of stale) writeFileSync(join(root, file), text);
    else if (stale.length > 0) {
      const names = stale.map(([file]) => file).join(', ');
      throw new Failure(`Stale: ${names}. Run "npm run ${script}" and commit what it writes.`);
    }
  });
};
