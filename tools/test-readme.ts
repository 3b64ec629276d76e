import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, INFORMATION_HELP, refuseArguments, runScript } from './command-line.ts';

const root = join(import.meta.dirname, '..');
const START_MS = 20_000;

const HELP = `npm run test:readme: runs the README's console sessions, and compares their output with the README

They are carried out one after the other, against a fresh npm start on port 3000. Needs bash and curl.

${INFORMATION_HELP}`;

/** Values that differ in every run: ids, digests, request ids, times, tokens. */
const VOLATILE = new RegExp(
  [
    '[0-7][0-9A-HJKMNP-TV-Z]{25}',
    '[0-9a-f]{64}',
    '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}',
    String.raw`(?<=")\d{4}-\d\d-\d\d(?=")`,
    String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`,
    String.raw`(?<![\w-])[\w-]{43}(?![\w-])`,
  ].join('|'),
  'g',
);

type Step = { command: string; printed: string };

const steps = (markdown: string): Step[] =>
  [...markdown.matchAll(/```console\n(.*?)\n```/gs)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...printed] = part.trim().split('\n');
        return { command, printed: printed.join('\n') };
      }),
  );

const isAssignment = ({ command }: Step): boolean => /^[A-Z_]+=/.test(command);

const serve = async () => {
  const runner = spawn('npm', ['start', '--', '--memory', '--no-watch', '--dynamodb-port', '0'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const deadline = Date.now() + START_MS;
  while (
    !(await fetch('http://localhost:3000/health').then(
      () => true,
      () => false,
    ))
  ) {
    if (runner.exitCode !== null || Date.now() > deadline) throw new Error('npm start does not serve on port 3000');
    await delay(100);
  }
  return async () => {
    const ended = once(runner, 'exit');
    if (runner.pid !== undefined) process.kill(-runner.pid, 'SIGINT');
    await ended;
  };
};

/** @returns the number of commands, and how many of them print something other than the README says */
const compare = (all: Step[]): { commands: number; differing: number } => {
  const known = new Map<string, string>();
  const assigned: string[] = [];
  const current = (text: string): string => text.replace(VOLATILE, (value) => known.get(value) ?? value);
  let differing = 0;
  for (const step of all) {
    if (isAssignment(step)) {
      assigned.push(current(step.command));
      continue;
    }
    const script = [...assigned, current(step.command)].join('\n');
    const output = execFileSync('bash', ['-c', script], { cwd: root, encoding: 'utf8' }).replaceAll('\r', '').trim();
    const values = output.match(VOLATILE) ?? [];
    for (const [n, value] of (step.printed.match(VOLATILE) ?? []).entries()) known.set(value, values[n] ?? value);
    if (current(step.printed) === output) continue;
    differing += 1;
    console.error(`$ ${step.command}\nREADME: ${current(step.printed)}\nreally: ${output}\n`);
  }
  return { commands: all.length - assigned.length, differing };
};

await runScript(HELP, async (args) => {
  refuseArguments(args);
  const stop = await serve();
  try {
    const { commands, differing } = compare(steps(readFileSync(join(root, 'README.md'), 'utf8')));
    const summary = `${commands} commands of the README, ${differing} print something else`;
    if (differing > 0) throw new Failure(summary);
    return summary;
  } finally {
    await stop();
  }
});
