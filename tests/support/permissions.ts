import { AsyncLocalStorage } from 'node:async_hooks';
import { grantsOf } from './grants.ts';
import { neededBy } from './needs.ts';
import { template } from './template.ts';
import { noteUse } from './used-permissions.ts';
import { PATIENCE_MS } from './wait-for.ts';

type Command = { constructor: { name: string }; input: object };
type Send = (command: Command, ...others: unknown[]) => Promise<unknown>;
/** As the SDK has it. */
const UNCHECKED = Symbol.for('whiteboard:unchecked');

type Client = {
  send: Send;
  [UNCHECKED]?: Send;
  config: {
    serviceId: string;
    requestHandler: { updateHttpClientConfig(key: 'requestTimeout' | 'connectionTimeout', milliseconds: number): void };
  };
};

const grants = grantsOf(template);
const used = new Set<string>();
const running = new AsyncLocalStorage<{ functionName: string; missing: Set<string> }>();

/** Where tests/permissions-reporter.ts wants to find what was used; undefined where it does not run. */
const folder = process.env.TEST_USED_PERMISSIONS;

const note = (functionName: string, permission: string): void => {
  const use = `${functionName} ${permission}`;
  if (folder === undefined || used.has(use)) return;
  used.add(use);
  noteUse(folder, { functionName, permission });
};

const denied = (functionName: string, permissions: string[]): Error =>
  new Error(`AccessDeniedException: template.yaml does not allow ${functionName} to ${permissions.join(', nor ')}`);

const patient = new WeakSet<object>();

/** A busy machine is no outage: requests may take as long as anything in a test. */
const bePatient = (client: Client): void => {
  if (patient.has(client)) return;
  patient.add(client);
  for (const key of ['requestTimeout', 'connectionTimeout'] as const) {
    client.config.requestHandler.updateHttpClientConfig(key, PATIENCE_MS);
  }
};

const checked = new WeakSet<object>();

/**
 * Lets every client of the SDK ask before it sends, whichever service it is of: they have one class in common. The SDK
 * outlives this file (tests/environment.ts): what the one before has put there is replaced.
 */
const checkClients = (clientClass: { prototype: object }): void => {
  const common = Object.getPrototypeOf(clientClass.prototype) as Client;
  if (checked.has(common)) return;
  checked.add(common);
  const send = common[UNCHECKED] ?? common.send;
  common[UNCHECKED] = send;
  common.send = async function (this: Client, command, ...others) {
    const run = running.getStore();
    if (!run) return send.call(this, command, ...others);
    bePatient(this);
    const needed = neededBy(this.config.serviceId, command.constructor.name.replace(/Command$/, ''), command.input);
    for (const permission of needed) note(run.functionName, permission);
    const missing = needed.filter((permission) => !grants.get(run.functionName)?.has(permission));
    for (const permission of missing) run.missing.add(permission);
    if (missing.length > 0) throw denied(run.functionName, missing);
    return send.call(this, command, ...others);
  };
};

/**
 * Runs a function's handler with its policies in template.yaml alone, and notes which of them it uses. The SDK is asked for
 * anew each time: a test may have loaded the handler with modules of its own.
 * @throws Error naming function and permission when the handler needs more, whatever it answers then
 */
export const withPermissionsOf = async <T>(functionName: string, action: () => Promise<T>): Promise<T> => {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  checkClients(DynamoDBClient);
  const run = { functionName, missing: new Set<string>() };
  const result = await running.run(run, action);
  if (run.missing.size > 0) throw denied(functionName, [...run.missing]);
  return result;
};
