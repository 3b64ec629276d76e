import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Failure, INFORMATION_HELP, refuseArguments, runScript } from './command-line.ts';

const root = join(import.meta.dirname, '..');

const HELP = `npm run test:oracles: compares how we read templates with how the SAM CLI reads them

Needs a Python that has the package aws-sam-cli, named by SAM_PYTHON: SAM_PYTHON=/path/to/python npm run test:oracles

${INFORMATION_HELP}`;

/** @throws Failure when SAM_PYTHON is not a Python with the SAM CLI */
const checkPython = (python: string | undefined): void => {
  const way = 'Name one that has the package aws-sam-cli: SAM_PYTHON=/path/to/python npm run test:oracles';
  if (!python) throw new Failure(`SAM_PYTHON names no Python. ${way}`);
  const { status, error } = spawnSync(python, ['-c', 'import samcli'], { stdio: 'ignore' });
  if (error) throw new Failure(`SAM_PYTHON is "${python}", which does not run. ${way}`);
  if (status !== 0) throw new Failure(`SAM_PYTHON is "${python}", which has no SAM CLI. ${way}`);
};

await runScript(HELP, async (args) => {
  refuseArguments(args);
  checkPython(process.env.SAM_PYTHON);
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), 'tests/oracles', '--runInBand'];
  const { status } = spawnSync(process.execPath, jest, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
});
