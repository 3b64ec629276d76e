import { styleText } from 'node:util';
import type { AccessLogEntry } from '../http-api/server.ts';
import { routeAuthorization } from '../http-api/template/authorization.ts';
import type { HttpApiEvent } from '../http-api/template/event.ts';
import type { Log } from '../lambda/execution-environment.ts';
import type { Application } from '../template/application.ts';
import { routesOf, schedulesOf } from '../template/events/registry.ts';
import { functionOf } from '../websocket-api/template/check.ts';

/** What the banner tells. */
export type Running = {
  url: string;
  /** Where others reach it. */
  networkUrls: string[];
  /** Whether all routes are listed. */
  listRoutes: boolean;
  /** Base URL of the WebSocket API, without its stage. */
  webSocketUrl: string;
  application: Application;
  database: { endpoint: string; location: string };
  /** The command that prints a token; undefined when the application takes none of the runner's own. */
  tokenCommand: string | undefined;
};

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

const EXAMPLE_BODY = '{"author":"Ada","text":"Hello, board"}';

/** What `npm start` prints once requests are answered: what one needs most stands last, where it is still on the screen. */
export const banner = (running: Running): string => {
  const { url, networkUrls, webSocketUrl, application, database, tokenCommand } = running;
  const routes = routesOf(application.functions);
  const open = routes.filter((route) => isPublic(route, application)).map(({ routeKey }) => routeKey);
  const data = database.location === 'memory' ? 'not kept, gone with this process' : database.location;
  return [
    ...(running.listRoutes ? routeLines(application) : [`Routes: ${routes.length} (--routes lists them)`]),
    ...application.webSocketApis.map(({ stageName }) => `WebSocket API at ${webSocketUrl}/${stageName}`),
    `Data: ${data}${database.endpoint === data ? '' : ` (DynamoDB at ${database.endpoint}, access key local)`}`,
    '',
    ...schedules(application, Date.now()),
    'Try it:',
    ...examples(url, open).map((line) => `  ${line}`),
    ...(tokenCommand ? [`Sign in with "authorization: Bearer $TOKEN": TOKEN=$(${tokenCommand})`] : []),
    '',
    ...(networkUrls.length > 0 ? [`On your network: ${networkUrls.join(', ')}`] : []),
    `Whiteboard is running at ${url}`,
    'Ctrl-C stops it.',
    '',
  ].join('\n');
};

/** One line for each route of the HTTP API, and of WebSocket APIs. */
const routeLines = (application: Application): string[] => {
  const { functions, webSocketApis } = application;
  const routes = [
    ...functions.flatMap((lambda) => routesOf([lambda]).map(({ routeKey }) => [routeKey, lambda.logicalId] as const)),
    ...webSocketApis.flatMap((api) =>
      [...api.routes].map(
        ([key, { functionArn }]) =>
          [`WebSocket ${key}`, functionOf(functionArn, application)?.logicalId ?? ''] as const,
      ),
    ),
  ];
  const width = Math.max(0, ...routes.map(([routeKey]) => routeKey.length));
  return [...routes.map(([routeKey, logicalId]) => `  ${routeKey.padEnd(width)}  ${logicalId}`), ''];
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
 * connection: `19:03:58 MESSAGE ping 200 3 ms PingFunction`. What is refused for a reason that the answer doesn't tell has it at the
 * end: `19:03:58 GET /boards 401 1 ms (the token expired 12 s ago)`.
 */
export const accessLine = (entry: AccessLogEntry, time: Date): string => {
  const { method, encodedPath, status, durationMs, functionName, reason } = entry;
  const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  const parts = [
    styleText('dim', clock.format(time), { stream: process.stdout }),
    method,
    printable(encodedPath).replaceAll(' ', '?'),
    styleText(colour, String(status), { stream: process.stdout }),
    styleText('dim', `${Math.round(durationMs)} ms`, { stream: process.stdout }),
    functionName,
    reason && `(${printable(reason)})`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
};

/** Whoever sends a request must not be able to write to the terminal with it. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

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
