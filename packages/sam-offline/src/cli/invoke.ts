// `sam-offline invoke`: invokes a function of the runner that runs.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { codeOf, Failure, messageOf } from '../failure.ts';
import { commandName } from '../project/command-name.ts';
import type { Project } from '../project/project.ts';
import { chooseRunner, findRunners, type RunningRunner } from '../running.ts';
import { runScript } from './command-line.ts';
import { type InvokeCommand, invokeHelp, readInvokeCommand } from './invoke-options.ts';

/** @throws Failure when there is none, or several to choose from */
const runnerOf = async ({ folder, port }: InvokeCommand, project: Project): Promise<RunningRunner> => {
  const runner = await chooseRunner(folder, port);
  if (runner) return runner;
  if (port === undefined)
    throw new Failure(`Nothing runs; start it with ${commandName(project, 'start')}, in another terminal.`);
  const ports = (await findRunners(folder)).map((one) => one.port);
  throw new Failure(`No runner has port ${port}${ports.length > 0 ? `; choose --port ${ports.join(' or ')}` : ''}.`);
};

/** The event as text, checked to be JSON. @throws Failure */
const readEvent = async ({ eventFile }: InvokeCommand): Promise<string> => {
  const event = eventFile === undefined ? await piped() : readEventFile(eventFile);
  if (event.trim() === '') return '{}';
  try {
    JSON.parse(event);
    return event;
  } catch (error) {
    throw new Failure(
      `The event${eventFile === undefined ? '' : ` in ${eventFile}`} is not JSON: ${messageOf(error)}.`,
    );
  }
};

const piped = async (): Promise<string> => (process.stdin.isTTY ? '' : text(process.stdin));

const readEventFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`The event's file ${file} cannot be read (${codeOf(error) ?? messageOf(error)}).`);
  }
};

type Answer = { status: number; isError: boolean; body: string; logs: string };

/** Calls Lambda's Invoke API, for as long as the function takes. */
const invoke = async ({ servicesUrl }: RunningRunner, command: InvokeCommand, event: string): Promise<Answer> => {
  const url = `${servicesUrl}/2015-03-31/functions/${encodeURIComponent(command.functionName)}/invocations`;
  const headers = {
    authorization: 'AWS4-HMAC-SHA256 Credential=local/, SignedHeaders=host, Signature=local',
    'content-type': 'application/json',
    'x-amz-invocation-type': command.isAsync ? 'Event' : 'RequestResponse',
    'x-amz-log-type': command.logs ? 'Tail' : 'None',
  };
  try {
    const [answer] = (await once(request(url, { method: 'POST', headers }).end(event), 'response')) as [
      IncomingMessage,
    ];
    const isError = answer.headers['x-amz-function-error'] !== undefined;
    const logs = Buffer.from(String(answer.headers['x-amz-log-result'] ?? ''), 'base64').toString();
    return { status: answer.statusCode ?? 0, isError, body: await text(answer), logs };
  } catch (error) {
    throw new Failure(`The runner went away before it answered (${codeOf(error) ?? messageOf(error)}).`);
  }
};

const messageIn = (body: string): string => {
  const { Message, message = Message } = JSON.parse(body);
  return String(message);
};

/** Runs it as this process. */
export const run = (args: string[], project: Project): Promise<void> =>
  runScript({ help: invokeHelp(project), version: project.version }, args, async () => {
    const command = readInvokeCommand(args, project);
    const runner = await runnerOf(command, project);
    const { status, isError, body, logs } = await invoke(runner, command, await readEvent(command));
    if (status >= 300) throw new Failure(messageIn(body));
    if (isError) process.exitCode = 1;
    process.stderr.write(logs);
    if (body !== '') (isError ? process.stderr : process.stdout).write(`${body}\n`);
  });
