import type { Identity } from '../dynamodb/identity.ts';
import type { FunctionPool } from '../lambda/pool.ts';
import type { QueueStore } from '../sqs/store.ts';
import type { Application } from '../template/application.ts';

/** Sends a message to a queue of the application. Rejects when there is none of that ARN. */
export type SendToQueue = (queueArn: string, body: string) => Promise<void>;

/** How far schedules are carried out. It outlives a reload, so that none of their times falls between two versions. */
type Timetable = {
  /** What was due until then was set off, or left out; epoch milliseconds. */
  doneUntil: number;
};

/** What event sources work with. */
export type EventSourceContext = {
  application: Application;
  /** The deployed functions, by logical id. */
  pools: Map<string, FunctionPool>;
  databaseUrl: string;
  /** Whether the database is the runner's own, which leaves expired items to the runner. */
  embedded: boolean;
  identity: Identity;
  /** What is in the application's queues. */
  queues: QueueStore;
  sendToQueue: SendToQueue;
  timetable: Timetable;
  logError(text: string): void;
};

/** Something that invokes functions by itself: in AWS a poller of Lambda's (an event source mapping), or a background process. */
export type EventSource = {
  /** Takes nothing more, and resolves when the invocation in hand is done. What was not taken is there for the next one. */
  stop(): Promise<void>;
  /** The same, but resolves as soon as another one may take its place: what is in hand may go on beside that one's. */
  giveWay(): Promise<void>;
};

/** Starts the event sources of one kind that the application declares. */
export type StartEventSources = (context: EventSourceContext) => EventSource[];
