import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { relative, resolve } from 'node:path';
import { COMMAND } from './command.ts';
import { DATA_FOLDER } from './data-folder.ts';
import { PATIENCE_MS, waitFor } from './wait-for.ts';

/** Tests run in the project's folder. */
const PROJECT = process.cwd();

/** A runner in a process of its own, as `sam-offline start` has it. */
export type Runner = {
  /** Base URL of the HTTP API, without a slash at its end. */
  url: string;
  process: ChildProcess;
  /** All that it wrote until now, stdout and stderr. */
  output(): string;
  /** Ends it as Ctrl-C does, and waits until it is gone. */
  stop(): Promise<void>;
  /** Kills its process group, and waits until it is gone. */
  kill(): Promise<void>;
};

export type SpawnOptions = {
  /** The project it runs in; this one by default. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** What is piped into it. */
  input?: string;
};

type Entry = 'start' | 'db' | 'token' | 'invoke' | 'queues' | 'redrive';

/**
 * What keeps the checkout clean: what is kept for a template in it is kept in the folder of the test file. A template elsewhere is
 * a test's own, and has its data beside it.
 */
const dataFolderFor = (args: string[], cwd: string): string[] => {
  const template = resolve(cwd, args[args.indexOf('--template') + 1 || args.length] ?? 'template.yaml');
  const isOurs = !relative(PROJECT, template).startsWith('..');
  return isOurs && !args.includes('--data-dir') ? ['--data-dir', DATA_FOLDER] : [];
};

/** Runs a command of the runner with nothing added to its arguments but the folder of its data. */
export const spawnLocal = (entry: Entry, args: string[], options: SpawnOptions = {}) => {
  const { cwd = PROJECT, env = process.env, input } = options;
  const all = [...args, ...dataFolderFor(args, cwd)];
  // A group of its own, so that all of it can be signalled at once, as a terminal does.
  const child = spawn(process.execPath, [COMMAND, entry, ...all], {
    cwd,
    env,
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  let [output, stdout] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return { process: child, output: () => output, stdout: () => stdout, exited: once(child, 'close') };
};

/** Runs an entry point that is expected to end by itself. */
export const runLocal = async (entry: Entry, args: string[], options: SpawnOptions = {}) => {
  const { process: child, output, stdout, exited } = spawnLocal(entry, args, options);
  await exited;
  return { status: child.exitCode, output: output(), stdout: stdout() };
};

/** Starts the runner on free ports (unless `args` say otherwise) and waits for its banner. */
export const startRunner = async (args: string[], options: SpawnOptions = {}): Promise<Runner> => {
  const ports = ['--port', '--dynamodb-port', '--websocket-port'].filter((flag) => !args.includes(flag));
  const embedded = !args.includes('--dynamodb-endpoint');
  const free = ports.filter((flag) => embedded || flag !== '--dynamodb-port').flatMap((flag) => [flag, '0']);
  const { process: child, output, exited } = spawnLocal('start', [...args, ...free], options);
  const signal = async (name: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    if (child.pid !== undefined) process.kill(-child.pid, name);
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await exited;
    clearTimeout(patience);
  };
  const url = await waitFor('the banner', () => {
    if (child.exitCode !== null) throw new Error(`The runner ended with ${child.exitCode}: ${output()}`);
    return /Ctrl-C stops it/.test(output()) ? /running at (\S+)/.exec(output())?.[1] : undefined;
  });
  return { url, process: child, output, stop: () => signal('SIGINT'), kill: () => signal('SIGKILL') };
};
