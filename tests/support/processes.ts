import { execFileSync } from 'node:child_process';

/** The ids of all processes whose command line has every one of `texts` in it. */
export const processesWith = (...texts: string[]): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => texts.every((text) => line.includes(text)))
    .map((line) => Number.parseInt(line, 10));
