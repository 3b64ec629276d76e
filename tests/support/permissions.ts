import { AsyncLocalStorage } from 'node:async_hooks';
import type { TableMiddleware } from '../../src/table/capacity.ts';
import { templateFunctions } from './template.ts';

type TransactItem = Partial<Record<'Put' | 'Update' | 'Delete' | 'ConditionCheck', object>>;
type Input = { IndexName?: string | undefined; TransactItems?: TransactItem[] | undefined };

/** What IAM asks for the parts of a transaction; the transaction itself has no action. */
const TRANSACTION_ACTIONS: Record<string, string> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** A statement's resource, as template.yaml spells it: the table, one of its indexes, or what is no part of it. */
const resourceName = (resource: unknown): string => {
  const { 'Fn::GetAtt': attribute, 'Fn::Sub': text } = resource as { 'Fn::GetAtt'?: string[]; 'Fn::Sub'?: unknown };
  if (attribute?.join('.') === 'WhiteboardTable.Arn') return 'the table';
  const index = /^\$\{WhiteboardTable\.Arn\}\/index\/(\w+)$/.exec(String(text))?.[1];
  return index ?? JSON.stringify(resource);
};

const policies = new Map(
  templateFunctions().map(({ name, statements }) => [
    name,
    new Set(
      statements.flatMap(({ Action, Resource }) =>
        list(Action).flatMap((action) => list(Resource).map((resource) => `${action} on ${resourceName(resource)}`)),
      ),
    ),
  ]),
);

/** What a command needs of a policy: `dynamodb:Query on GSI1`. */
const neededBy = (commandName: string, { IndexName = 'the table', TransactItems }: Input): string[] => {
  if (!TransactItems) return [`dynamodb:${commandName.replace(/Command$/, '')} on ${IndexName}`];
  return TransactItems.flatMap((item) => Object.keys(item)).map((part) => `${TRANSACTION_ACTIONS[part]} on the table`);
};

/** What a command takes that the function's policies in template.yaml do not give. */
const missingPermissions = (functionName: string, commandName: string, input: object): string[] =>
  neededBy(commandName, input).filter((permission) => !policies.get(functionName)?.has(permission));

const running = new AsyncLocalStorage<{ functionName: string; missing: Set<string> }>();

const checkPermissions: TableMiddleware =
  (next, { commandName = '' }) =>
  async (args) => {
    const run = running.getStore();
    const missing = run ? missingPermissions(run.functionName, commandName, args.input) : [];
    for (const permission of missing) run?.missing.add(permission);
    if (missing.length > 0) throw new Error(`AccessDeniedException: ${missing.join(', ')}`);
    return next(args);
  };

/**
 * Runs a function's handler with its policies in template.yaml alone. The client is asked for anew each time: a test may
 * have loaded the handler with modules of its own.
 * @throws Error naming function and permission when the handler needs more, whatever it answers then
 */
export const withPermissionsOf = async <T>(functionName: string, action: () => Promise<T>): Promise<T> => {
  const { client } = await import('../../src/table/client.ts');
  client.middlewareStack.add(checkPermissions, {
    step: 'initialize',
    name: 'checkPermissions',
    priority: 'high',
    override: true,
  });
  const run = { functionName, missing: new Set<string>() };
  const result = await running.run(run, action);
  if (run.missing.size > 0) {
    throw new Error(`template.yaml does not allow ${functionName} to: ${[...run.missing].join(', ')}`);
  }
  return result;
};
