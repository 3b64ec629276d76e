import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

const run = async (file: string, ...args: string[]) => {
  const child = spawn(process.execPath, ['tools/run.js', file, ...args], { cwd: PROJECT });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  await once(child, 'close');
  return { status: child.exitCode, ...output };
};

describe.each(SCRIPTS)('npm run %s', (name, file) => {
  test('--help and -h explain it and do nothing else', async () => {
    const before = times();
    const [long, short] = await Promise.all([run(file, '--help'), run(file, '-h')]);
    const script =
      { start: 'npm start', token: 'npm run -s token', invoke: 'npm run -s invoke', prepare: 'npm run build' }[name] ??
      `npm run ${name}`;
    expect(long).toMatchObject({ status: 0, stderr: '' });
    expect(long.stdout.startsWith(script)).toBe(true);
    expect(long.stdout).toContain('  -h, --help                this text\n  --version ');
    expect(short).toEqual(long);
    expect(times()).toEqual(before);
  });

  test('--version prints the version and does nothing else', async () => {
    expect(await run(file, '--version')).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('an option that it has not is refused in one sentence', async () => {
    const stderr = "Unknown option '--colour'; --help lists the options.\n";
    expect(await run(file, '--colour')).toEqual({ status: 1, stdout: '', stderr });
  });
});

test('npm start lists its flags', async () => {
  const { stdout } = await run('local/main.ts', '--help');
  const flags = '--port --host --memory --db-path --dynamodb-endpoint --dynamodb-port --no-watch --routes'.split(' ');
  for (const flag of flags) expect(stdout).toContain(`  ${flag} `);
});
