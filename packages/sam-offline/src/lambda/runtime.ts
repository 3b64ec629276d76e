// The process of one execution environment: loads the function's module once, then runs one invocation after the other.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { patchConsole } from './console.ts';
import { type EnvironmentData, type Invoke, type Report, toFunctionError } from './protocol.ts';
import { provideSdk } from './provided-sdk.ts';

type Handler = (event: unknown, context: object) => unknown;

const [{ taskRoot, handler: handlerName, logging, context }] = (await once(process, 'message')) as [EnvironmentData];
let current: Invoke | undefined;

const send = process.send?.bind(process);
const report = (message: Report): void => void send?.(message);

// The runner is gone, and with it whoever waits for an answer.
process.on('disconnect', () => process.exit());
// A terminal's Ctrl-C is for the runner, which lets functions finish what they have in hand. Only Windows sends it here.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => report({ type: 'crashed', error: toFunctionError(error) }));

// What is the runner's own business.
process.argv.length = 2;
delete process.send;
delete process.env.NODE_COMPILE_CACHE;

patchConsole(
  logging,
  () => current?.requestId,
  (level, line) => report({ type: 'log', level, line }),
);

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** `folder/file.export`: the module below the task root, and the name of what it exports. */
const loadHandler = async (): Promise<Handler> => {
  const dot = handlerName.lastIndexOf('.');
  const [file, name] = [handlerName.slice(0, dot), handlerName.slice(dot + 1)];
  const path = ['.js', '.mjs', '.cjs'].map((extension) => join(taskRoot, file + extension)).find(existsSync);
  if (path === undefined) throw named('Runtime.ImportModuleError', `Cannot find module '${file}' in ${taskRoot}`);
  const module = await import(pathToFileURL(path).href);
  // The names of a minified CommonJS module can't always be told from outside; its exports are the default then.
  const handler: unknown = module[name] ?? module.default?.[name];
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${handlerName} is undefined or not a function`);
  }
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: gone since nodejs24.x.
  if (handler.length > 2) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      `${handlerName} takes a callback; nodejs24.x knows async handlers`,
    );
  }
  return handler as Handler;
};

const run = async (handler: Handler, invoke: Invoke): Promise<Report> => {
  const invocation = {
    ...context,
    awsRequestId: invoke.requestId,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, invoke.deadline - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(invoke.payload), invocation);
    return { type: 'result', payload: serialise(result) };
  } catch (error) {
    return { type: 'failed', error: toFunctionError(error) };
  }
};

const serialise = (result: unknown): string => {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (error) {
    throw named('Runtime.MarshalError', `Unable to stringify response body: ${toFunctionError(error).errorMessage}`);
  }
};

try {
  provideSdk(taskRoot);
  const handler = await loadHandler();
  process.on('message', async (invoke: Invoke) => {
    current = invoke;
    const result = await run(handler, invoke);
    current = undefined;
    report(result);
    // Nobody waits now. It writes what is new only: once, but for modules that are loaded later.
    flushCompileCache();
  });
  report({ type: 'ready' });
} catch (error) {
  report({ type: 'crashed', error: toFunctionError(error) });
}
