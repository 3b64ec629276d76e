import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';

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

type Result = { status: number | null; stdout: string; stderr: string };

const node = (...args: string[]): Result => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8' });
  return { status, stdout, stderr };
};

const ARGUMENTS = ['--help', '-h', '--version', '--colour'];
const results = new Map<string, Result>();
const run = (file: string, argument: string): Result | undefined => results.get(`${file} ${argument}`);

/** All of them in one process: to start one takes far longer than what is asked of it. */
beforeAll(() => {
  const before = times();
  const runs = SCRIPTS.flatMap(([, file]) => ARGUMENTS.map((argument) => [file, argument]));
  const all = node('tests/support/fixtures/run-scripts.mjs', JSON.stringify(runs));
  expect(all).toMatchObject({ status: 0, stderr: '' });
  const answers = JSON.parse(all.stdout) as Result[];
  for (const [place, answer] of answers.entries()) results.set(runs[place]?.join(' ') ?? '', answer);
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
    expect(run(file, '--version')).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('an option that it has not is refused in one sentence', () => {
    const stderr = "Unknown option '--colour'; --help lists the options.\n";
    expect(run(file, '--colour')).toEqual({ status: 1, stdout: '', stderr });
  });
});

test('npm start lists its flags', () => {
  const flags = '--port --host --memory --db-path --dynamodb-endpoint --dynamodb-port --no-watch --routes'.split(' ');
  for (const flag of flags) expect(run('local/main.ts', '--help')?.stdout).toContain(`  ${flag} `);
});

// One service and one script that ends, each in the process that npm starts.
test.each(['local/main.ts', 'tools/openapi/main.ts'])('%s does the same in a process of its own', (file) => {
  for (const argument of ARGUMENTS) expect(node('tools/run.js', file, argument)).toEqual(run(file, argument));
});
