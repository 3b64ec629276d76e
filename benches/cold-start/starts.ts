import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A function to start: its name, its bundle, the event of its first request, and the environment it has. */
export type Subject = { name: string; bundle: string; event: string; env: Record<string, string> };

/** The cost of a process from its start to the answer: CPU time of all its threads, and elapsed time. Milliseconds. */
export type Start = { cpuMs: number; wallMs: number };

const CHILD = join(import.meta.dirname, 'child.cjs');

/** Starts a function in a process of its own. @throws Error if it does not answer, or not with 2xx */
const coldStart = async ({ name, bundle, event, env }: Subject): Promise<Start> => {
  const child = fork(CHILD, [bundle, event], { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code} before it answered`);
  });
  const [{ statusCode, ...start }] = await Promise.race([once(child, 'message'), ended]);
  if (statusCode >= 300) throw new Error(`${name} answered ${statusCode}`);
  return start;
};

/** Starts each subject several times, in turn, so that other load on the machine affects all alike. */
export const coldStarts = async (subjects: readonly Subject[], rounds: number): Promise<Map<string, Start[]>> => {
  const starts = new Map<string, Start[]>(subjects.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const subject of subjects) {
      const start = await coldStart(subject);
      // The first round fills the file system's cache.
      if (round >= 0) starts.get(subject.name)?.push(start);
    }
  }
  return starts;
};
