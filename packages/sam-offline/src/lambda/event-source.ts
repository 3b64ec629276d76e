import type { Application } from '../template/application.ts';
import type { FunctionPool } from './pool.ts';

/** Sends a message to a queue of the application. Rejects when there is none of that ARN. */
export type SendToQueue = (queueArn: string, body: string) => Promise<void>;

/** What every event source works with. */
export type EventSourceContext = {
  application: Application;
  /** The deployed functions, by logical id. */
  pools: Map<string, FunctionPool>;
  logError(text: string): void;
};

/** Something that invokes functions by itself: in AWS a poller of Lambda's (an event source mapping), or a background process. */
export type EventSource = {
  /** Takes nothing more, and resolves when the invocation in hand is done. What was not taken is there for the next one. */
  stop(): Promise<void>;
  /** The same, but resolves as soon as another one may take its place: what is in hand may go on beside that one's. */
  giveWay(): Promise<void>;
};
