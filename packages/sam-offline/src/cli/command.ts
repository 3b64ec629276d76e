import process from 'node:process';
import { describeError, Failure } from '../failure.ts';
import { type Information, informationFor } from './command-line.ts';

/** Something that runs until it is stopped. */
export type Service = { banner: string; died: Promise<string>; stop(): Promise<void> };

/**
 * Runs a service as this process: prints its banner, ends it cleanly on SIGINT or SIGTERM (and at once on a second
 * one), and when npm, which started it, has been ended; and turns a Failure into one sentence on stderr and exit status 1.
 * Prints the help or the version if one of the arguments asks for that.
 */
export const runCommand = async (
  information: Information,
  args: string[],
  start: (args: string[]) => Promise<Service>,
): Promise<void> => {
  const answer = informationFor(args, information);
  if (answer !== undefined) return console.log(answer);
  let stopping = false;
  let signalled = Number.NEGATIVE_INFINITY;
  let service: Service | undefined;
  const end = () => {
    if (stopping) return;
    stopping = true;
    // While it is still starting there is nothing to finish; what was started ends with this process.
    void (service?.stop() ?? Promise.resolve()).then(() => process.exit(0), fail);
  };
  const onSignal = () => {
    const again = performance.now() - signalled;
    signalled = performance.now();
    if (stopping && again > ECHO_MS) process.exit(130);
    end();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  if (process.env.npm_lifecycle_event !== undefined) onParentGone(end);
  // A closed terminal or a pipe to `head` is no reason to stop serving.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    service = await start(args);
  } catch (error) {
    return fail(error);
  }
  console.log(service.banner);
  const reason = await service.died;
  if (stopping) return;
  stopping = true;
  await service.stop();
  fail(new Failure(`The embedded database ended unexpectedly: ${reason}`));
};

/** One Ctrl-C arrives twice: from the terminal, and passed on by npm. */
const ECHO_MS = 100;

/** How often it is asked whether the parent is still there, in milliseconds. */
const PARENT_MS = 250;

/**
 * Calls when this process has lost its parent. npm passes SIGTERM on to the shell that it runs a script in, and that shell
 * ends without passing it on: then nothing else tells the script.
 */
const onParentGone = (call: () => void): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    call();
  }, PARENT_MS);
  timer.unref();
};

const fail = (error: unknown): void => {
  console.error(describeError(error));
  process.exit(1);
};
