import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { type ScriptResult, useScripts } from '../../support/scripts.ts';

const PROJECT = join(__dirname, '..', '..', '..');

/** The scripts of package.json that are one program of ours, with the file that each runs. */
const SCRIPTS = Object.entries(manifest.scripts).flatMap(([name, command]) => {
  const file = /^node tools\/run\.js (\S+\.ts)$/.exec(command)?.[1];
  return file === undefined ? [] : [[name, file] as const];
});

/** What the scripts would write. */
const WRITTEN = ['docs/openapi.json', 'docs/images/board.png', 'sourcemaps/built.json'].map((name) =>
  join(PROJECT, name),
);
const times = () => WRITTEN.map((file) => existsSync(file) && statSync(file).mtimeMs);

const ARGUMENTS = ['--help', '-h', '--version', '--colour'];
const results = new Map<string, ScriptResult>();
const run = (file: string, argument: string): ScriptResult | undefined => results.get(`${file} ${argument}`);

const runScript = useScripts();
beforeAll(async () => {
  const before = times();
  for (const [, file] of SCRIPTS) {
    for (const argument of ARGUMENTS) results.set(`${file} ${argument}`, await runScript(file, [argument]));
  }
  // None of them does anything: the files that some would write are as they were.
  expect(times()).toEqual(before);
});

describe.each(SCRIPTS)('npm run %s', (name, file) => {
  test('--help and -h explain it', () => {
    const long = run(file, '--help');
    const script =
      { start: 'npm start', token: 'npm run -s token', invoke: 'npm run -s invoke', prepare: 'npm run build' }[name] ??
      `npm run ${name}`;
    expect(long).toMatchObject({ status: 0, stderr: '' });
    expect(long?.stdout.startsWith(script)).toBe(true);
    expect(long?.stdout).toContain('  -h, --help                this text\n  --version ');
    expect(run(file, '-h')).toEqual(long);
  });

  test('--version prints the version', () => {
    expect(run(file, '--version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('an option that it has not is refused in one sentence', () => {
    const stderr = "Unknown option '--colour'; --help lists the options.\n";
    expect(run(file, '--colour')).toMatchObject({ status: 1, stdout: '', stderr });
  });
});

test('npm start lists its flags', () => {
  const flags = '--port --host --memory --db-path --dynamodb-endpoint --dynamodb-port --no-watch --routes'.split(' ');
  for (const flag of flags)
    expect(run('packages/sam-offline/src/cli/start.ts', '--help')?.stdout).toContain(`  ${flag} `);
});

// One service and one script that ends, each in the process that npm starts.
test.each(['packages/sam-offline/src/cli/start.ts', 'tools/openapi/main.ts'])(
  '%s does the same in a process of its own',
  (file) => {
    for (const argument of ARGUMENTS) {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/run.js', file, argument], {
        cwd: PROJECT,
        encoding: 'utf8',
      });
      expect(run(file, argument)).toMatchObject({ status, stdout, stderr });
    }
  },
);
