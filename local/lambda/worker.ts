// The thread of one execution environment: loads the function's module once, then runs one invocation after the other.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { patchConsole } from './console.ts';
import { type EnvironmentData, type Invoke, type Report, toFunctionError } from './protocol.ts';

type Handler = (event: unknown, context: object) => unknown;

const { taskRoot, handler: handlerName, logging, context } = workerData as EnvironmentData;
let current: Invoke | undefined;

const report = (message: Report): void => parentPort?.postMessage(message);

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
  const handler = await loadHandler();
  parentPort?.on('message', async (invoke: Invoke) => {
    current = invoke;
    const result = await run(handler, invoke);
    current = undefined;
    report(result);
  });
  report({ type: 'ready' });
} catch (error) {
  report({ type: 'init-failed', error: toFunctionError(error) });
}
