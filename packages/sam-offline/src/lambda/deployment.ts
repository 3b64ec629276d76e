import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Credentials } from '../aws-api/identity.ts';
import { codeOf, Failure } from '../failure.ts';
import type { Application } from '../template/application.ts';
import type { LambdaFunction } from '../template/lambda/function.ts';
import type { Log } from './execution-environment.ts';
import { IDLE_LIMITS, IdleEnvironments, type IdleLimits } from './idle-environments.ts';
import { FunctionPool } from './pool.ts';
import { startReaper } from './reaper.ts';

/** The functions of an application, each with a copy of its code as it was at that moment. */
export type Deployment = {
  /** By logical id. */
  pools: Map<string, FunctionPool>;
  /** Ends the environments after their running invocations, and removes the copies. */
  retire(): Promise<void>;
  /** The same without waiting. */
  terminate(): Promise<void>;
};

const PREFIX = 'sam-offline-functions-';

/**
 * Deploys every function: its folder is copied out of the project, as an upload does. So code that is being rebuilt is
 * never loaded by halves, and what isn't in the folder isn't there at run time either.
 * @throws Failure when a function's code isn't there
 */
export const deploy = (
  application: Application,
  credentials: Credentials,
  log: Log,
  limits: IdleLimits = IDLE_LIMITS,
): Deployment => {
  // As processes see it: a temporary folder may be a link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)));
  const reaper = startReaper();
  const remove = () => {
    reaper.release();
    rmSync(folder, { recursive: true, force: true });
  };
  const idle = new IdleEnvironments(limits);
  const shared = { ...application, credentials, compileCache: join(folder, 'compile-cache'), reaper };
  try {
    const pools = application.functions.map((lambda): [string, FunctionPool] => {
      const taskRoot = join(folder, lambda.logicalId);
      copyCode(lambda, resolve(application.root, lambda.codeUri), taskRoot);
      return [lambda.logicalId, new FunctionPool(lambda, { ...shared, taskRoot }, idle, log)];
    });
    const end = (how: 'retire' | 'terminate') => async () => {
      await Promise.all(pools.map(([, pool]) => pool[how]()));
      remove();
    };
    return { pools: new Map(pools), retire: end('retire'), terminate: end('terminate') };
  } catch (error) {
    remove();
    throw error;
  }
};

const copyCode = (lambda: LambdaFunction, from: string, to: string): void => {
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Failure(`${lambda.logicalId}.CodeUri is ${lambda.codeUri}, but there is no folder ${from}.`);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      mkdirSync(to, { recursive: true });
      cpSync(from, to, { recursive: true, dereference: true });
      return;
    } catch (error) {
      // A build beside this one replaces files: one that was listed a moment ago may have another name by now.
      if (codeOf(error) !== 'ENOENT' || attempt === COPY_ATTEMPTS) throw error;
    }
  }
};

const COPY_ATTEMPTS = 5;

/** Removes the copies of runners that were killed. */
export const removeLeftovers = (): void => {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's; it is theirs to remove.
    }
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};
