import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ScriptResult, useScripts } from 'sam-offline/testing/scripts';
import manifest from '../../../package.json';

const PROJECT = join(__dirname, '..', '..', '..');

const RUNNER = 'packages/sam-offline/bin/sam-offline.js';

/** The scripts of package.json that are one program of ours, with the file that each runs, and its first arguments. */
const SCRIPTS = Object.entries(manifest.scripts).flatMap(([name, command]): [string, string[]][] => {
  const [, file, runnerCommand] = /^(?:node tools\/run\.js (\S+\.ts)|sam-offline (\S+))$/.exec(command) ?? [];
  if (file !== undefined) return [[name, [file]]];
  return runnerCommand === undefined ? [] : [[name, [RUNNER, runnerCommand]]];
});

/** What the scripts would write. */
const WRITTEN = ['docs/openapi.json', 'docs/images/board.png', 'sourcemaps/built.json'].map((name) =>
  join(PROJECT, name),
);
const times = () => WRITTEN.map((file) => existsSync(file) && statSync(file).mtimeMs);

const ARGUMENTS = ['--help', '-h', '--version', '--colour'];
const results = new Map<string, ScriptResult>();
const run = (script: string, argument: string): ScriptResult | undefined => results.get(`${script} ${argument}`);

const runScript = useScripts();
beforeAll(async () => {
  const before = times();
  for (const [name, [file = '', ...first]] of SCRIPTS) {
    for (const argument of ARGUMENTS) results.set(`${name} ${argument}`, await runScript(file, [...first, argument]));
  }
  // None of them does anything: the files that some would write are as they were.
  expect(times()).toEqual(before);
});

describe.each(SCRIPTS)('npm run %s', (name) => {
  test('--help and -h explain it', () => {
    const long = run(name, '--help');
    const script =
      { start: 'npm start', token: 'npm run -s token', invoke: 'npm run -s invoke', prepare: 'npm run build' }[name] ??
      `npm run ${name}`;
    expect(long).toMatchObject({ status: 0, stderr: '' });
    expect(long?.stdout.startsWith(script)).toBe(true);
    expect(long?.stdout).toContain('  -h, --help                this text\n  --version ');
    expect(run(name, '-h')).toEqual(long);
  });

  test('--version prints the version', () => {
    expect(run(name, '--version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('an option that it has not is refused in one sentence', () => {
    const stderr = "Unknown option '--colour'; --help lists the options.\n";
    expect(run(name, '--colour')).toMatchObject({ status: 1, stdout: '', stderr });
  });
});

test('npm start lists its flags', () => {
  const flags = '--port --host --memory --db-path --dynamodb-endpoint --dynamodb-port --no-watch --routes'.split(' ');
  for (const flag of flags) expect(run('start', '--help')?.stdout).toContain(`  ${flag} `);
});

// One service and one script that ends, each in the process that npm starts.
test.each([
  ['start', [RUNNER, 'start']],
  ['openapi', ['tools/run.js', 'tools/openapi/main.ts']],
])('npm run %s does the same in a process of its own', (name, program) => {
  for (const argument of ARGUMENTS) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, argument], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(run(name, argument)).toMatchObject({ status, stdout, stderr });
  }
});
