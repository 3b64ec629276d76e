import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../testing/processes.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { type DeployedFunctions, deployFunctions } from '../support/functions.ts';

const READS = `
const { readFileSync } = require('node:fs');
const first = readFileSync('./data.txt', 'utf8');
exports.handler = async () => ({
  first,
  again: readFileSync('data.txt', 'utf8'),
  cwd: process.cwd(),
  taskRoot: process.env.LAMBDA_TASK_ROOT,
});
`;

const WRITES = `
import { readFileSync, writeFileSync } from 'node:fs';
export const handler = async () => {
  writeFileSync('data.txt', 'written');
  return readFileSync('data.txt', 'utf8');
};
`;

const PROCESS = `
export const handler = async () => ({
  zone: new Date('2026-07-01T12:00:00Z').getHours(),
  argv: process.argv.length,
  parent: typeof process.send,
});
`;

/** Starts a process that would run for ever. */
const STARTS = `
import { spawn } from 'node:child_process';
let started;
export const handler = async ({ end }) => {
  started ??= spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  if (end) process.exit(0);
  return started.pid;
};
`;

describe('the process of a function', () => {
  let functions: DeployedFunctions;
  beforeAll(() => {
    functions = deployFunctions({
      Reads: { 'index.js': READS, 'data.txt': 'beside the handler' },
      Writes: { 'index.mjs': WRITES, 'data.txt': 'as it was' },
      Process: { 'index.mjs': PROCESS },
      Starts: { 'index.mjs': STARTS },
    });
  });
  afterAll(() => functions.remove());

  test('has its task root as working directory: a file beside the handler is found by its name', async () => {
    const seen = (await functions.invoke('Reads')) as Record<string, string>;
    expect(seen).toMatchObject({ first: 'beside the handler', again: 'beside the handler' });
    expect(seen.cwd).toBe(seen.taskRoot);
    expect(process.cwd()).not.toBe(seen.cwd);
  });

  test('writes into a copy of its code', async () => {
    expect(await functions.invoke('Writes')).toBe('written');
    expect(readFileSync(join(functions.folder, 'Writes', 'data.txt'), 'utf8')).toBe('as it was');
  });

  test('is in UTC, and shows nothing of the runner', async () => {
    expect(await functions.invoke('Process')).toEqual({ zone: 12, argv: 2, parent: 'undefined' });
  });

  test('takes along what it has started when it ends', async () => {
    const pid = (await functions.invoke('Starts')) as number;
    expect(isRunning(pid)).toBe(true);
    await expect(functions.invoke('Starts', { end: true })).rejects.toThrow('Runtime.ExitError');
    await waitFor('its end', () => !isRunning(pid));
  });
});
