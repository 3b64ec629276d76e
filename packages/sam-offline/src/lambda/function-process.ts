import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { LambdaFunction } from '../template/lambda/function.ts';
import { type EnvironmentOptions, environmentVariables } from './environment.ts';
import { HAS_PROCESS_GROUPS } from './reaper.ts';

/**
 * Starts the process of one execution environment. As in Lambda its working directory is the task root, its variables
 * are the function's and nothing of this machine's, and what it does to itself ends with it.
 */
export const startProcess = (lambda: LambdaFunction, options: EnvironmentOptions): ChildProcess => {
  // The name is there for those who list processes.
  const child = fork(join(import.meta.dirname, 'runtime.ts'), [lambda.name], {
    cwd: options.taskRoot,
    // Later processes of a deployment start sooner and need half the memory: none loads the compiler that strips types.
    env: { ...environmentVariables(lambda, options), NODE_COMPILE_CACHE: options.compileCache },
    execArgv: [`--max-old-space-size=${lambda.memorySize}`],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: HAS_PROCESS_GROUPS,
  });
  if (child.pid !== undefined) options.reaper.watch(child);
  return child;
};

/** Ends a process, whatever it is doing, and those that it started. */
export const endProcess = (child: ChildProcess): void => {
  if (child.pid === undefined || !HAS_PROCESS_GROUPS) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
};
