import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { privateAddress } from './port.ts';

export type DynoxideOptions = {
  /** Path of the data file. */
  file: string;
  /** Where to look for the binary, in order. */
  binary: string;
};

export type Dynoxide = {
  /** Known to this process and to what it tells it to alone. */
  url: string;
  /** Resolves with a sentence if the database ends without being stopped. */
  died: Promise<string>;
  stop(): Promise<void>;
};

/** It is ready after about 20 ms; a slow disk or a journal to recover may take longer. */
const READY_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 3_000;

/**
 * Ends dynoxide when the runner ends, however that happens: the inner `read` waits on a pipe from the runner, which
 * the system closes even after `kill -9`. stdin is passed on as descriptor 3 because a shell gives its background
 * commands an empty one.
 */
const WRAPPER = `
exec 3<&0
"$@" 3<&- </dev/null &
database=$!
{ read -r _ <&3; kill -TERM "$database" 2>/dev/null; } &
guard=$!
exec 3<&-
wait "$database"
status=$?
kill "$guard" 2>/dev/null
exit $status
`;

/**
 * The dynoxide binary of this platform: the npm package `@dynoxide/<platform>-<arch>` in a node_modules folder at or
 * above `from`, else `dynoxide` on `searchPath`. @throws Failure with the alternatives when there is none
 */
export const findDynoxide = (from: string, searchPath: string): string => {
  const name = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const packaged = join('node_modules', '@dynoxide', `${process.platform}-${process.arch}`, name);
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  const found = [
    ...ancestors(from).map((folder) => join(folder, packaged)),
    ...folders.map((folder) => join(folder, name)),
  ];
  const binary = found.find(isExecutable);
  if (binary !== undefined) return binary;
  throw new Failure(
    `No embedded database for ${process.platform}-${process.arch}: install dynoxide (npm install @dynoxide/` +
      `${process.platform}-${process.arch}, brew or cargo) so that it is on the PATH, or name another DynamoDB ` +
      'with --dynamodb-endpoint URL (DynamoDB Local, Alternator, AWS).',
  );
};

const ancestors = (folder: string): string[] => {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Another process may take the address between the moment in which it is chosen and that in which it is used. */
const ATTEMPTS = 5;

/** Starts the embedded database and waits until it answers. @throws Failure when it cannot start */
export const startDynoxide = async (options: DynoxideOptions): Promise<Dynoxide> => {
  for (let attempt = 1; ; attempt += 1) {
    const started = await tryDynoxide(options);
    if (typeof started !== 'string') return started;
    if (attempt === ATTEMPTS || !started.includes('already in use')) {
      throw new Failure(`The embedded database (${options.binary}) did not start: ${started}.`);
    }
  }
};

/** @returns why it did not start, when it did not */
const tryDynoxide = async ({ file, binary }: DynoxideOptions): Promise<Dynoxide | string> => {
  const { host, port } = await privateAddress();
  const args = ['serve', '--host', host, '--port', `${port}`, '--db-path', file];
  const child = launch(binary, args);
  const output: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const url = `http://${host}:${port}`;
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(output.join('').trim().split('\n').at(-1) ?? ''));
  });
  const died = ended.then((reason) => (stopping ? new Promise<string>(() => undefined) : reason));
  const stop = async () => {
    stopping = true;
    child.stdin?.end();
    // Without the wrapper nothing waits for the end of its input.
    if (!HAS_SHELL) child.kill();
    await Promise.race([ended, delay(STOP_WITHIN_MS, undefined, { ref: false })]);
  };
  const failure = await Promise.race([ready(url), died.then((reason) => `it ended with "${reason}"`)]);
  if (failure === undefined) return { url, died, stop };
  await stop();
  return failure;
};

/** Windows has none. */
const HAS_SHELL = existsSync('/bin/sh');

/** A group of its own keeps a terminal's Ctrl-C away from it: the runner stops it when its last request is done. */
const launch = (binary: string, args: string[]): ChildProcess => {
  const stdio: ('pipe' | 'ignore')[] = ['pipe', 'pipe', 'pipe'];
  return HAS_SHELL
    ? spawn('/bin/sh', ['-c', WRAPPER, 'dynoxide', binary, ...args], { stdio, detached: true })
    : spawn(binary, args, { stdio, windowsHide: true });
};

const ready = async (url: string): Promise<string | undefined> => {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return undefined;
    await delay(5);
  }
  return `it did not answer within ${READY_WITHIN_MS / 1_000} s`;
};
