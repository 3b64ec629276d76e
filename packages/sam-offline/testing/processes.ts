import { execFileSync, spawnSync } from 'node:child_process';

/** The ids of all processes whose command line has every one of `texts` in it. */
export const processesWith = (...texts: string[]): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => texts.every((text) => line.includes(text)))
    .map((line) => Number.parseInt(line, 10));

/**
 * Kills all processes whose command line contains every one of `texts`, without a chance to clean up. A process that
 * has ended meanwhile, such as a database without its runner, is ignored.
 */
export const killAll = (...texts: string[]): void => {
  for (const pid of processesWith(...texts)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
};

/** Whether a process runs. An ended process may be listed for a while, as a zombie. */
export const isRunning = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());
