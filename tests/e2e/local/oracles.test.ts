import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..', '..');

describe('npm run test:oracles without the Python that it needs', () => {
  const way = 'Name one that has the package aws-sam-cli: SAM_PYTHON=/path/to/python npm run test:oracles\n';
  test.each([
    ['names none', '', 'SAM_PYTHON names no Python.'],
    ['names what is not there', '/no/such/python', 'SAM_PYTHON is "/no/such/python", which does not run.'],
    ['names one that has no SAM CLI', process.execPath, `SAM_PYTHON is "${process.execPath}", which has no SAM CLI.`],
  ])('says what it needs: SAM_PYTHON %s', (_, python, problem) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['tools/run.js', 'tools/test-oracles.ts'], {
      cwd: PROJECT,
      env: { ...process.env, SAM_PYTHON: python },
      encoding: 'utf8',
    });
    expect({ status, stderr, stdout }).toEqual({ status: 1, stderr: `${problem} ${way}`, stdout: '' });
  });
});
