import { dirname, join, resolve } from 'node:path';
import type { SamOfflineConfig } from './project/config.ts';
import { loadProject } from './project/load.ts';
import { projectOf } from './project/project.ts';
import type { Reporter } from './runner-options.ts';

/** What `start` serves, and where. All of it may be left out. */
export type StartOptions = {
  /** Path of the template. Its functions' code is served as it lies there. Default: the project's own, which is built. */
  template?: string;
  /** Instead of the file `sam-offline.config.ts` beside the template or in the working directory. */
  config?: SamOfflineConfig;
  /** Values for parameters of the template, by name. */
  parameters?: Record<string, string>;
  /** What dynamic references stand for: `{ 'ssm:/my/name': 'secret' }`. */
  references?: Record<string, string>;
  /** Port of the HTTP API. Default: 0, any free one. */
  port?: number;
  /** Port of the WebSocket API. Default: 0, any free one. */
  webSocketPort?: number;
  /** Address that the APIs listen on. Default: `127.0.0.1`. */
  host?: string;
  /** The data file, or `{ url }` of another DynamoDB. Default: data is gone with the application. */
  database?: string | { url: string };
  /** The folder of mails and signing key. Default: the project's, beside the template. */
  dataFolder?: string;
  /** Whether a change of template or code is served at once. Default: no. */
  watch?: boolean;
  /** Takes each line of the log: of requests, errors and functions. Default: nobody reads it. */
  log?: (line: string) => void;
};

/** An application that runs in this process. URLs have no slash at their end. */
export type App = {
  /** Of the HTTP API: `http://localhost:49152`. */
  url: string;
  /** Of each stage of a WebSocket API: `ws://localhost:49153/live`. */
  webSocketUrls: string[];
  /** Where DynamoDB answers. */
  databaseUrl: string;
  /** Where SQS, SES and Lambda answer. */
  servicesUrl: string;
  /** Resolves with a sentence when the embedded database ends by itself. */
  died: Promise<string>;
  /** Lets requests in hand finish, and ends everything. */
  close(): Promise<void>;
};

/** The longest that AWS has: milliseconds without a message, and in all. */
const LIFETIMES = { idleMs: 600_000, lifetimeMs: 7_200_000 };

/**
 * Serves an application in this process, with all that its template declares, until it is closed.
 *
 * @example
 * const app = await start({ template: 'examples/hello/template.yaml' });
 * console.log(await (await fetch(`${app.url}/hello`)).text());
 * await app.close();
 *
 * @throws Failure, one sentence, for whatever keeps it from running; nothing is left running then
 */
export const start = async (options: StartOptions = {}): Promise<App> => {
  const { config, host = '127.0.0.1' } = options;
  const project = config ? projectOf(config, process.cwd()) : await loadProject(options.template);
  const template = resolve(options.template ?? project.template);
  const { startRunner } = await import('./runner.ts');
  const { facts, died, stop } = await startRunner(
    {
      template,
      parameters: new Map(Object.entries(options.parameters ?? {})),
      references: new Map(Object.entries(options.references ?? {})),
      database: databaseOf(options),
      host,
      port: options.port ?? 0,
      watch: options.watch ?? false,
      folder: resolve(options.dataFolder ?? join(dirname(template), project.dataFolder)),
      outbox: undefined,
      builds: options.template === undefined,
      webSocket: { port: options.webSocketPort ?? 0, lifetimes: LIFETIMES },
    },
    project,
    reporterFor(options.log ?? (() => undefined)),
  );
  const { url, webSocketUrl, servicesUrl, database, application } = facts;
  const webSocketUrls = application.webSocketApis.map(({ stageName }) => `${webSocketUrl}/${stageName}`);
  return { url, webSocketUrls, databaseUrl: database.endpoint, servicesUrl, died, close: stop };
};

const databaseOf = ({ database }: StartOptions) =>
  typeof database === 'object'
    ? { kind: 'endpoint' as const, url: database.url }
    : { kind: 'embedded' as const, host: '127.0.0.1', port: 0, file: database && resolve(database) };

const reporterFor = (log: (line: string) => void): Reporter => ({
  log,
  logError: log,
  access: ({ method, encodedPath, status, durationMs }) =>
    log(`${method} ${encodedPath} ${status} ${Math.round(durationMs)} ms`),
  functionLog: (functionName, _level, line) => log(`${functionName} ${line}`),
});
