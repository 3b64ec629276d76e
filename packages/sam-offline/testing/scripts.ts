import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const HOST = join(import.meta.dirname, 'script-host.mjs');

/** How a script ended, and what it wrote: `output` is both streams, in the order of the writes. */
export type ScriptResult = { status: number; stdout: string; stderr: string; output: string };

/**
 * Scripts that end by themselves, all of a test file in one process: to start one takes far longer than most of
 * them do. That process has to end by itself, too, when the tests are over.
 * @returns what runs one, in the working directory. @param input what is piped into it
 */
export const useScripts = (cwd = process.cwd()) => {
  let host: ChildProcess;
  const waiting: { resolve(result: ScriptResult): void; reject(error: Error): void }[] = [];
  beforeAll(() => {
    host = fork(HOST, { cwd, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    host.on('message', (result: ScriptResult) => waiting.shift()?.resolve(result));
    host.on('exit', (code) => {
      for (const { reject } of waiting) reject(new Error(`The scripts' process ended with ${code}`));
    });
  });
  afterAll(async () => {
    const ended = once(host, 'exit');
    host.disconnect();
    expect(await ended).toEqual([0, null]);
  });
  return (file: string, args: string[], input?: string): Promise<ScriptResult> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      host.send({ file, args, input });
    });
};
