import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '../template/lambda/function.ts';
import type { EnvironmentOptions } from './environment.ts';
import { ExecutionEnvironment, type Log, type Outcome } from './execution-environment.ts';
import type { IdleEnvironments } from './idle-environments.ts';
import type { FunctionError } from './protocol.ts';

/** How an invocation went. `payload` is the result as JSON. */
export type Invocation = Outcome | { type: 'unavailable' } | { type: 'event-too-large' };

/** A function that a gateway can call. */
export type Invocable = Pick<FunctionPool, 'lambda' | 'invoke'>;

/** An account may run 1,000 environments at once; a laptop may not. */
const MOST_ENVIRONMENTS = 8;
/** Lambda's limit for the event and for the result, in bytes of JSON. */
const PAYLOAD_BYTES = 6_291_556;

/** The execution environments of one function: warm ones are used again, others are made up to a limit. */
export class FunctionPool {
  readonly lambda: LambdaFunction;
  readonly #options: EnvironmentOptions;
  readonly #log: Log;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #idle: IdleEnvironments;
  readonly #waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  #invocations = 0;
  #ended = false;
  #retired: (() => void) | undefined;

  /** @param idle the waiting environments of all functions */
  constructor(lambda: LambdaFunction, options: EnvironmentOptions, idle: IdleEnvironments, log: Log) {
    this.lambda = lambda;
    this.#options = options;
    this.#idle = idle;
    this.#log = log;
  }

  /**
   * Invokes the function and waits for its result. Never rejects: whatever a function does is an outcome.
   * @param event anything that JSON can carry
   * @param patienceMs how long to wait for an environment while all are busy
   * @param onLine is told the lines that the function logs meanwhile
   */
  async invoke(event: unknown, patienceMs: number, onLine?: (line: string) => void): Promise<Invocation> {
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > PAYLOAD_BYTES) return { type: 'event-too-large' };
    this.#invocations += 1;
    const environment = await this.#acquire(patienceMs);
    const requestId = randomUUID();
    const outcome = environment
      ? this.#checked(await environment.invoke({ requestId, payload }, this.lambda.timeout, onLine))
      : { type: 'unavailable' as const };
    this.#report(outcome, requestId);
    this.#invocations -= 1;
    if (environment) this.#release(environment);
    if (this.#invocations === 0) this.#retired?.();
    return outcome;
  }

  /** Ends every environment once the invocations in hand, and those that wait, are done. */
  async retire(): Promise<void> {
    if (this.#invocations > 0) {
      await new Promise<void>((resolve) => {
        this.#retired = resolve;
      });
    }
    await this.terminate();
  }

  /** Ends every environment at once. */
  async terminate(): Promise<void> {
    this.#ended = true;
    for (const take of this.#waiting.splice(0)) take(undefined);
    await Promise.all([...this.#environments].map((environment) => environment.terminate()));
  }

  async #acquire(patienceMs: number): Promise<ExecutionEnvironment | undefined> {
    const idle = this.#idle.take(this);
    if (idle?.alive) return idle;
    if (this.#environments.size < MOST_ENVIRONMENTS) return this.#create();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        resolve(undefined);
      }, patienceMs);
      const take = (environment: ExecutionEnvironment | undefined) => {
        clearTimeout(timer);
        resolve(environment);
      };
      this.#waiting.push(take);
    });
  }

  #release(environment: ExecutionEnvironment): void {
    if (!environment.alive) return;
    const next = this.#waiting.shift();
    if (next) next(environment);
    else this.#idle.add(this, environment);
  }

  #create(): ExecutionEnvironment {
    const environment: ExecutionEnvironment = new ExecutionEnvironment(this.lambda, this.#options, this.#log, () => {
      this.#environments.delete(environment);
      this.#idle.remove(environment);
      // Its place is free for whoever waits.
      if (this.#waiting.length > 0 && !this.#ended) this.#waiting.shift()?.(this.#create());
    });
    this.#environments.add(environment);
    return environment;
  }

  #checked(outcome: Outcome): Outcome {
    if (outcome.type !== 'result' || Buffer.byteLength(outcome.payload) <= PAYLOAD_BYTES) return outcome;
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${PAYLOAD_BYTES} bytes).`;
    return { type: 'failed', error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage, stackTrace: [] } };
  }

  #report(outcome: Invocation, requestId: string): void {
    if (outcome.type === 'failed') this.#log(this.lambda.name, 'ERROR', `${requestId} ${describe(outcome.error)}`);
    if (outcome.type === 'timed-out') {
      const line = `${requestId} Task timed out after ${this.lambda.timeout.toFixed(2)} seconds`;
      this.#log(this.lambda.name, 'ERROR', line);
    }
    if (outcome.type === 'unavailable') {
      this.#log(this.lambda.name, 'ERROR', `${requestId} All ${MOST_ENVIRONMENTS} execution environments are busy`);
    }
  }
}

const describe = ({ errorType, errorMessage, stackTrace }: FunctionError): string =>
  [`${errorType}: ${errorMessage}`, ...stackTrace.slice(1)].join('\n');
