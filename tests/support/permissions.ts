import { AsyncLocalStorage } from 'node:async_hooks';
import { PATIENCE_MS } from 'sam-offline/testing/wait-for';
import { grantsOf } from './grants.ts';
import { neededBy } from './needs.ts';
import { template } from './template.ts';
import { noteUse } from './used-permissions.ts';

type Command = { constructor: { name: string }; input: object };
type Send = (command: Command, ...others: unknown[]) => Promise<unknown>;
/** The SDK's type. */
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

/** Where tests/permissions-reporter.ts expects the used permissions; undefined if it does not run. */
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

/** A busy machine is not an outage: requests get as much time as a test. */
const bePatient = (client: Client): void => {
  if (patient.has(client)) return;
  patient.add(client);
  for (const key of ['requestTimeout', 'connectionTimeout'] as const) {
    client.config.requestHandler.updateHttpClientConfig(key, PATIENCE_MS);
  }
};

const checked = new WeakSet<object>();

/**
 * Checks permissions before every request of every client of the SDK, through their common class. The SDK outlives this
 * file (tests/environment.ts), so the check of the previous file is replaced.
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
 * Runs a function's handler with only its policies in template.yaml, and records the used ones. The SDK is loaded each
 * time, because a test may have loaded the handler with its own modules.
 * @throws Error that names function and permission when the handler needs more, even if the handler answers
 */
export const withPermissionsOf = async <T>(functionName: string, action: () => Promise<T>): Promise<T> => {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  checkClients(DynamoDBClient);
  const run = { functionName, missing: new Set<string>() };
  const result = await running.run(run, action);
  if (run.missing.size > 0) throw denied(functionName, [...run.missing]);
  return result;
};
