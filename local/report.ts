import { styleText } from 'node:util';
import type { AccessLogEntry } from './gateway/server.ts';
import type { Log } from './lambda/execution-environment.ts';
import type { Application } from './template/application.ts';
import { routeAuthorization } from './template/authorization.ts';
import type { HttpApiEvent } from './template/events/http-api.ts';
import { routesOf, schedulesOf } from './template/events/registry.ts';

/** What the banner tells. */
export type Running = {
  url: string;
  /** Base URL of the WebSocket API, without its stage. */
  webSocketUrl: string;
  application: Application;
  database: { url: string; location: string };
  /** The command that prints a token; undefined when the application takes none of the runner's own. */
  tokenCommand: string | undefined;
};

/** Set before the process itself changes to UTC, as Lambda has it. */
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  timeStyle: 'medium',
});

const EXAMPLE_BODY = '{"author":"Ada","text":"Hello, board"}';

/** What `npm start` prints once requests are answered. */
export const banner = ({ url, webSocketUrl, application, database, tokenCommand }: Running): string => {
  const routes = application.functions.flatMap((lambda) =>
    routesOf([lambda]).map((route) => ({
      routeKey: route.routeKey,
      logicalId: lambda.logicalId,
      isPublic: isPublic(route, application),
    })),
  );
  const width = Math.max(0, ...routes.map(({ routeKey }) => routeKey.length));
  const data = database.location === 'memory' ? 'not kept, gone with this process' : database.location;
  return [
    `Whiteboard is running at ${url}`,
    '',
    ...routes.map(({ routeKey, logicalId }) => `  ${routeKey.padEnd(width)}  ${logicalId}`),
    '',
    ...application.webSocketApis.map(
      ({ stageName, routes }) => `WebSocket API at ${webSocketUrl}/${stageName} (${[...routes.keys()].join(', ')})\n`,
    ),
    ...schedules(application, Date.now()),
    'Try it:',
    ...examples(
      url,
      routes.filter((route) => route.isPublic).map(({ routeKey }) => routeKey),
    ).map((line) => `  ${line}`),
    ...(tokenCommand ? [`Sign in with "authorization: Bearer $TOKEN": TOKEN=$(${tokenCommand})`] : []),
    '',
    `Data: ${data}${database.url === data ? '' : ` (DynamoDB at ${database.url})`}`,
    'Ctrl-C stops it.',
    '',
  ].join('\n');
};

/** What is set off by itself, and when. @param now epoch milliseconds */
const schedules = ({ functions }: Application, now: number): string[] => {
  const lines = functions.flatMap((lambda) =>
    schedulesOf([lambda]).map(({ expression, enabled, occurrences }) => {
      const next = enabled ? occurrences(now) : undefined;
      const when = next === undefined ? 'never again' : `next at ${new Date(next).toISOString().replace('.000Z', 'Z')}`;
      return `  ${expression}  ${lambda.logicalId}, ${enabled ? when : 'disabled'}`;
    }),
  );
  return lines.length === 0 ? [] : ['Schedules:', ...lines, ''];
};

const isPublic = (route: HttpApiEvent, { httpApis: [api] }: Application): boolean =>
  api !== undefined && routeAuthorization(route, api) === undefined;

/** One request that writes and one that reads, by the first public routes that take no parameter. */
const examples = (url: string, routeKeys: string[]): string[] => {
  const path = (method: string) => routeKeys.find((key) => new RegExp(`^${method} [^{]*$`).test(key))?.split(' ')[1];
  const [post, get] = [path('POST'), path('GET')];
  return [
    ...(post ? [`curl -s -X POST ${url}${post} -H 'content-type: application/json' -d '${EXAMPLE_BODY}'`] : []),
    ...(get ? [`curl -s ${url}${get}`] : []),
  ];
};

/**
 * One line for a request: `19:03:58 POST /messages 201 12 ms PostMessageFunction`, or for what happens to a WebSocket
 * connection: `19:03:58 MESSAGE ping 200 3 ms PingFunction`.
 */
export const accessLine = (entry: AccessLogEntry, time: Date): string => {
  const { method, encodedPath, status, durationMs, functionName } = entry;
  const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  // Whoever sends a request must not be able to write to the terminal with it.
  const path = encodedPath.replace(/[^\x21-\x7e]/g, '?');
  const parts = [
    styleText('dim', clock.format(time), { stream: process.stdout }),
    method,
    path,
    styleText(colour, String(status), { stream: process.stdout }),
    styleText('dim', `${Math.round(durationMs)} ms`, { stream: process.stdout }),
    functionName,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
};

const ALWAYS = ['WARN', 'ERROR', 'FATAL'];

/** Prints what functions log to stderr: warnings and errors, or all of it. */
export const functionLog =
  (all: boolean): Log =>
  (functionName, level, line) => {
    if (!all && !ALWAYS.includes(level)) return;
    const name = styleText(ALWAYS.includes(level) ? 'red' : 'dim', functionName, { stream: process.stderr });
    process.stderr.write(`${name} ${line}\n`);
  };

export const log = (text: string): void => void process.stdout.write(`${text}\n`);
export const logError = (text: string): void => void process.stderr.write(`${text}\n`);
