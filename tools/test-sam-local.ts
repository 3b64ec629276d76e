import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Reaper, startReaper } from 'sam-offline/lambda';
import { Failure, INFORMATION_HELP, refuseArguments, runScript } from './command-line.ts';

const root = join(import.meta.dirname, '..');
const PORT = 3001;
const START_MS = 180_000;

const HELP = `npm run test:sam-local: runs the end-to-end suite against sam local start-api

It has the parameters of samconfig.toml, and the embedded database. Needs the SAM CLI and a Docker engine; takes a minute or two.

${INFORMATION_HELP}`;

const children: ChildProcess[] = [];
/** Ends the children if this process cannot do it itself, for example after `kill -9`. */
let reaper: Reaper | undefined;

/** The local database accepts only this key; without it, `sam` would pass the key of this machine's profile to functions. */
const KEY = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** Starts a command in a process group of its own, so that its own children can be ended with it. */
const start = (command: string, args: string[], env: Record<string, string> = KEY): ChildProcess => {
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env }, detached: true });
  children.push(child);
  if (child.pid !== undefined) reaper?.watch(child);
  return child;
};

const run = async (command: string, args: string[], env: Record<string, string> = {}): Promise<number> => {
  const [code] = await once(start(command, args, env), 'exit');
  return code ?? 1;
};

const answers = async (url: string, child: ChildProcess): Promise<void> => {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Failure(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status > 0) return;
    await delay(250);
  }
  throw new Failure(`${url} did not answer within ${START_MS / 1_000} s`);
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  await Promise.race([ended, delay(20_000, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
};

/** In reverse order: the API before its database. */
const stopChildren = async (): Promise<void> => {
  for (const child of children.toReversed()) await stop(child);
  reaper?.release();
};
let stopping: Promise<void> | undefined;
const stopAll = (): Promise<void> => {
  stopping ??= stopChildren();
  return stopping;
};

await runScript(HELP, async (args) => {
  refuseArguments(args);
  reaper = startReaper();
  // A second signal ends this process at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => void stopAll().then(() => process.exit(128 + constants.signals[name])));
  }
  try {
    if ((await run('npm', ['run', '-s', 'build'])) !== 0) throw new Failure('The build failed.');
    const database = start('npm', ['run', '-s', 'db', '--', '--host', '0.0.0.0', '--memory']);
    await answers('http://127.0.0.1:8000', database);
    const api = start('sam', ['local', 'start-api', '--port', `${PORT}`, '--skip-pull-image']);
    await answers(`http://127.0.0.1:${PORT}/health`, api);
    process.exitCode = await run('npm', ['run', '-s', 'test:e2e'], {
      BASE_URL: `http://127.0.0.1:${PORT}`,
      TARGET: 'sam-local',
    });
  } finally {
    await stopAll();
  }
});
