import { styleText } from 'node:util';
import type { AccessLogEntry } from '../gateway/access-log.ts';
import type { Log } from '../lambda/execution-environment.ts';
import { quietCommandLine } from '../project/command-name.ts';
import type { Project } from '../project/project.ts';
import type { RunnerFacts } from '../runner.ts';
import type { Reporter } from '../runner-options.ts';
import { DEFAULT_PORT } from '../running.ts';
import type { Application } from '../template/application.ts';
import { routesOf, schedulesOf } from '../template/events/registry.ts';
import { routeAuthorization } from '../template/http-api/authorization.ts';
import type { HttpApiEvent } from '../template/http-api/event.ts';
import { functionOf } from '../template/websocket-api/check.ts';
import type { RunnerCommand } from './options.ts';
import { dataFolder } from './shared-options.ts';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** What `start` prints once requests are answered: what one needs most stands last, where it is still on the screen. */
export const banner = (facts: RunnerFacts, command: RunnerCommand, project: Project): string => {
  const { url, networkUrls, webSocketUrl, application, database, issuesTokens } = facts;
  const routes = routesOf(application.functions);
  const open = routes.filter((route) => isPublic(route, application)).map(({ routeKey }) => routeKey);
  const data = database.location === 'memory' ? 'not kept, gone with this process' : database.location;
  return [
    ...(command.routes ? routeLines(application) : [`Routes: ${routes.length} (--routes lists them)`]),
    ...application.webSocketApis.map(({ stageName }) => `WebSocket API at ${webSocketUrl}/${stageName}`),
    `Data: ${data}${database.endpoint === data ? '' : ` (DynamoDB at ${database.endpoint}, access key local)`}`,
    '',
    ...schedules(application, Date.now()),
    'Try it:',
    ...examples(url, open, project).map((line) => `  ${line}`),
    ...(issuesTokens
      ? [`Sign in with "authorization: Bearer $TOKEN": TOKEN=$(${tokenCommand(command, facts, project)})`]
      : []),
    '',
    ...(networkUrls.length > 0 ? [`On your network: ${networkUrls.join(', ')}`] : []),
    `${project.name} is running at ${url}`,
    'Ctrl-C stops it.',
    '',
  ].join('\n');
};

/** For tokens that this very runner takes. */
const tokenCommand = ({ builds, template, folder }: RunnerCommand, { port }: RunnerFacts, project: Project): string => {
  const isUsual = folder === dataFolder({ template }, project);
  const where = isUsual ? !builds && `--template ${template}` : `--data-dir ${folder}`;
  const line = quietCommandLine(project, 'token', 'alice');
  return [line, port !== DEFAULT_PORT && `--port ${port}`, where].filter(Boolean).join(' ');
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
const examples = (url: string, routeKeys: string[], { exampleBody }: Project): string[] => {
  const path = (method: string) => routeKeys.find((key) => new RegExp(`^${method} [^{]*$`).test(key))?.split(' ')[1];
  const [post, get] = [path('POST'), path('GET')];
  return [
    ...(post
      ? [`curl -s -X POST ${url}${post} -H 'content-type: application/json' -d '${JSON.stringify(exampleBody)}'`]
      : []),
    ...(get ? [`curl -s ${url}${get}`] : []),
  ];
};

/**
 * One line for a request: `19:03:58 POST /messages 201 12 ms PostMessageFunction`, or for what happens to a WebSocket
 * connection: `19:03:58 MESSAGE ping 200 3 ms PingFunction`. What is refused for a reason that the answer doesn't tell has it at the
 * end: `19:03:58 GET /boards 401 1 ms (the token expired 12 s ago)`.
 */
const accessLine = (entry: AccessLogEntry, time: Date): string => {
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
const functionLog =
  (all: boolean): Log =>
  (functionName, level, line) => {
    if (!all && !ALWAYS.includes(level)) return;
    const name = styleText(ALWAYS.includes(level) ? 'red' : 'dim', functionName, { stream: process.stderr });
    process.stderr.write(`${name} ${line}\n`);
  };

const log = (text: string): void => void process.stdout.write(`${text}\n`);

/** Reports on stdout and stderr. @param allFunctionLogs whether of what functions log not only warnings and errors are told */
export const terminal = (allFunctionLogs: boolean): Reporter => ({
  log,
  logError: (text) => void process.stderr.write(`${text}\n`),
  access: (entry) => log(accessLine(entry, new Date())),
  functionLog: functionLog(allFunctionLogs),
});
