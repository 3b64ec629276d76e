import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction, LogLevel } from '../template/resources/function.ts';
import { type EnvironmentOptions, environmentVariables, staticContext } from './environment.ts';
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
 * One execution environment: a thread with the function's module in it, that runs one invocation at a time.
 * It is gone (`alive` is false) after an error of its initialisation, a crash or a timeout.
 */
export class ExecutionEnvironment {
  alive = true;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #initialised: Promise<Outcome>;
  #onLine: ((line: string) => void) | undefined;
  #settle: ((outcome: Outcome) => void) | undefined;

  /** @param onEnd called once, when the thread is gone */
  constructor(lambda: LambdaFunction, options: EnvironmentOptions, log: Log, onEnd: () => void) {
    const workerData: EnvironmentData = {
      taskRoot: options.taskRoot,
      handler: lambda.handler,
      logging: lambda.logging,
      context: staticContext(lambda, options, randomBytes(16).toString('hex')),
    };
    this.#initialised = this.#within(INIT_WITHIN_MS + lambda.timeout * 1_000);
    this.#worker = new Worker(join(import.meta.dirname, 'worker.ts'), {
      workerData,
      env: environmentVariables(lambda, options),
      argv: [],
      execArgv: [],
      stdin: true,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: lambda.memorySize },
      name: lambda.name,
    });
    const write = (level: LogLevel, line: string) => {
      this.#onLine?.(line);
      log(lambda.name, level, line);
    };
    forward(this.#worker.stdout, (line) => write(levelOf(line), line));
    forward(this.#worker.stderr, (line) => write('ERROR', line));
    this.#worker.on('message', (report: Report) => this.#onReport(report, write));
    this.#worker.on('error', (error) => {
      this.alive = false;
      this.#finish({ type: 'failed', error: toFunctionError(error) });
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', (code) => {
        this.alive = false;
        const errorMessage = `The runtime exited with status ${code} before it answered`;
        this.#finish({ type: 'failed', error: { errorType: 'Runtime.ExitError', errorMessage, stackTrace: [] } });
        onEnd();
        resolve();
      });
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
    this.#worker.postMessage({ ...invoke, deadline: Date.now() + timeout * 1_000 } satisfies Invoke);
    return outcome;
  }

  /** Ends the thread, whatever it is doing. */
  async terminate(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
    await this.#ended;
  }

  #onReport(report: Report, log: (level: LogLevel, line: string) => void): void {
    switch (report.type) {
      case 'log':
        log(report.level, report.line);
        break;
      case 'ready':
        this.#finish({ type: 'result', payload: '' });
        break;
      case 'init-failed':
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
const forward = (stream: Readable, write: (line: string) => void): void => {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', write);
};

const levelOf = (line: string): LogLevel => {
  const level = /^\{.*"level":"(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)"/.exec(line)?.[1];
  return (level as LogLevel | undefined) ?? 'INFO';
};
