import type { DatabaseOptions } from './dynamodb/options.ts';
import type { AccessLogEntry } from './gateway/access-log.ts';
import type { Log } from './lambda/execution-environment.ts';
import type { TemplateOptions } from './template/options.ts';
import type { Lifetimes } from './websocket-api/connections.ts';

/** What a runner serves, and where. */
export type RunnerOptions = TemplateOptions & {
  database: DatabaseOptions;
  host: string;
  port: number;
  watch: boolean;
  /** The folder of what it keeps. */
  folder: string;
  /** The folder that mails land in, if it was named. */
  outbox: string | undefined;
  /** Whether the project's `build` makes the functions' code. Without it, that is served as it lies there. */
  builds: boolean;
  webSocket: { port: number; lifetimes: Lifetimes };
};

/** Who is told what happens while a runner runs. */
export type Reporter = {
  log(text: string): void;
  logError(text: string): void;
  /** One request that was answered. */
  access(entry: AccessLogEntry): void;
  /** One line that a function has logged. */
  functionLog: Log;
};
