import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { LogLevel } from '../log-levels.ts';
import type { LambdaFunction } from '../template/lambda/function.ts';
import { type EnvironmentOptions, staticContext } from './environment.ts';
import { endProcess, startProcess } from './function-process.ts';
import { type EnvironmentData, type FunctionError, type Invoke, type Report, toFunctionError } from './protocol.ts';

export type Log = (functionName: string, level: LogLevel, line: string) => void;

/** How one invocation went, or one initialisation (whose result has no payload). */
export type Outcome =
  | { type: 'result'; payload: string }
  | { type: 'failed'; error: FunctionError }
  | { type: 'timed-out' };

/**
 * Lambda gives a module this long to load, and one that takes longer once more, within the function's own timeout.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
const INIT_WITHIN_MS = 10_000;

/**
 * One execution environment: a process with the function's module in it, that runs one invocation at a time.
 * It is gone (`alive` is false) after an error of its initialisation, a crash or a timeout.
 */
export class ExecutionEnvironment {
  alive = true;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #initialised: Promise<Outcome>;
  #onLine: ((line: string) => void) | undefined;
  #settle: ((outcome: Outcome) => void) | undefined;

  /** @param onEnd called once, when the process is gone */
  constructor(lambda: LambdaFunction, options: EnvironmentOptions, log: Log, onEnd: () => void) {
    this.#initialised = this.#within(INIT_WITHIN_MS + lambda.timeout * 1_000);
    this.#process = startProcess(lambda, options);
    const write = (level: LogLevel, line: string) => {
      this.#onLine?.(line);
      log(lambda.name, level, line);
    };
    forward(this.#process.stdout, (line) => write(levelOf(line), line));
    forward(this.#process.stderr, (line) => write('ERROR', line));
    this.#process.on('message', (report: Report) => this.#onReport(report, write));
    this.#ended = new Promise((resolve) => {
      const end = (error: FunctionError) => {
        this.alive = false;
        // What the function has started ends with it.
        endProcess(this.#process);
        this.#finish({ type: 'failed', error });
        onEnd();
        resolve();
      };
      this.#process.once('exit', (code, signal) => end(exitError(signal ?? code, lambda.memorySize)));
      // It could not be started, or it has ended before something could be sent to it.
      this.#process.on('error', (error) => {
        if (this.#process.pid === undefined) end(toFunctionError(error));
      });
    });
    this.#send({
      taskRoot: options.taskRoot,
      handler: lambda.handler,
      logging: lambda.logging,
      context: staticContext(lambda, options, randomBytes(16).toString('hex')),
    });
  }

  /**
   * Runs one invocation, after the initialisation if that is still going on.
   * @param timeout in seconds, from then on
   * @param onLine is told the lines that are logged meanwhile
   */
  async invoke(invoke: Omit<Invoke, 'deadline'>, timeout: number, onLine?: (line: string) => void): Promise<Outcome> {
    this.#onLine = onLine;
    const initialised = await this.#initialised;
    if (initialised.type !== 'result') return initialised;
    const outcome = this.#within(timeout * 1_000);
    this.#send({ ...invoke, deadline: Date.now() + timeout * 1_000 });
    return outcome;
  }

  /** Ends the process, whatever it is doing. */
  async terminate(): Promise<void> {
    this.alive = false;
    endProcess(this.#process);
    await this.#ended;
  }

  #send(message: EnvironmentData | Invoke): void {
    if (this.#process.connected) this.#process.send(message);
  }

  #onReport(report: Report, log: (level: LogLevel, line: string) => void): void {
    switch (report.type) {
      case 'log':
        log(report.level, report.line);
        break;
      case 'ready':
        this.#finish({ type: 'result', payload: '' });
        break;
      case 'crashed':
        this.#finish({ type: 'failed', error: report.error });
        void this.terminate();
        break;
      default:
        this.#finish(report);
    }
  }

  /** The next outcome; a timeout ends the environment. */
  #within(milliseconds: number): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#finish({ type: 'timed-out' });
        void this.terminate();
      }, milliseconds);
      this.#settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
    });
  }

  #finish(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(outcome);
  }
}

/** Lines written past `console`: loggers with a console of their own do that. */
const forward = (stream: Readable | null, write: (line: string) => void): void => {
  if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', write);
};

const levelOf = (line: string): LogLevel => {
  const level = /^\{.*"level":"(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)"/.exec(line)?.[1];
  return (level as LogLevel | undefined) ?? 'INFO';
};

/** @param status exit code, or the signal that ended the process @param memory the function's, in MB */
const exitError = (status: NodeJS.Signals | number | null, memory: number): FunctionError => {
  // V8 aborts a process that fills its heap; Windows has no signals, and 134 instead.
  const why = status === 'SIGABRT' || status === 134 ? `, as it does at its memory limit of ${memory} MB` : '';
  const errorMessage = `The runtime exited with status ${status} before it answered${why}`;
  return { errorType: 'Runtime.ExitError', errorMessage, stackTrace: [] };
};
