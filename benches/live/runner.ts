import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitUntil } from './wait.ts';

/** A function's log line about an invocation. `records`: of a batch, behind the stream. `logBytes`: of the line itself. */
export type Invocation = {
  functionName: string;
  route?: string;
  records?: number;
  capacityUnits: number;
  writeUnits: number;
  logBytes: number;
};

export type BenchRunner = {
  /** Base URL of the HTTP API. */
  url: string;
  /** All invocations logged so far. */
  invocations: Invocation[];
  stop(): Promise<void>;
};

const PROJECT = join(import.meta.dirname, '..', '..');
const START_WITHIN_MS = 60_000;

/** Like `npm start`, but on free ports, with data in memory and limits that a bench does not reach. */
const ARGUMENTS = [
  ...['packages/sam-offline/bin/sam-offline.js', 'start', '--memory', '--no-watch', '--function-logs'],
  ...['--port', '0', '--websocket-port', '0', '--dynamodb-port', '0'],
  ...['--parameter', 'ThrottlingRateLimit=100000', '--parameter', 'ThrottlingBurstLimit=100000'],
];

/** Starts a runner in its own process. Its stderr is passed on, except for its functions' figures. */
export const startRunner = async (): Promise<BenchRunner> => {
  const child = spawn(process.execPath, ARGUMENTS, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  process.once('exit', () => child.kill());
  const invocations: Invocation[] = [];
  let url: string | undefined;
  let isReady = false;
  let isStopping = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    url ??= /^Whiteboard is running at (\S+)/.exec(line)?.[1];
    isReady ||= line.startsWith('Ctrl-C');
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    const invocation = invocationIn(line);
    if (invocation) invocations.push(invocation);
    else if (!isStopping && !line.includes('"level":"INFO"')) process.stderr.write(`${line}\n`);
  });
  const stop = async () => {
    // Functions still run for the last closed connections; the runner ends them.
    isStopping = true;
    child.kill();
    await ended;
  };
  await waitUntil('the start of the runner', () => isReady || child.exitCode !== null, START_WITHIN_MS);
  if (url === undefined) throw new Error('The runner did not start');
  return { url, invocations, stop };
};

/** `fan-out-function {"level":"INFO",…,"message":{"event":"batch","records":2,"capacityUnits":7.5,"writeUnits":4}}` */
const invocationIn = (line: string): Invocation | undefined => {
  const [, functionName, json] = /^(\S+) (\{"timestamp".*"level":"INFO".*\})$/.exec(line) ?? [];
  if (functionName === undefined || json === undefined) return undefined;
  const { message } = JSON.parse(json);
  return typeof message?.capacityUnits === 'number'
    ? { functionName, logBytes: Buffer.byteLength(json), ...message }
    : undefined;
};
