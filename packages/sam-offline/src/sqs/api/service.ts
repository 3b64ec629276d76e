import { parseInput } from '../../aws-api/input.ts';
import { type Service, ServiceError, type ServiceResponse } from '../../aws-api/service.ts';
import type { Queue } from '../../template/sqs/queue.ts';
import type { QueueStore } from '../store.ts';
import type { Action, MoveTask } from './action.ts';
import { createQueueHistory } from './history.ts';
import { messageActions } from './messages.ts';
import { queueActions } from './queues.ts';

const TARGET = 'AmazonSQS.';
const actions = new Map<string, Action>(Object.entries({ ...messageActions, ...queueActions }));

/**
 * Amazon SQS as the SDK's clients speak to it: its JSON protocol.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 * @param now epoch milliseconds
 * @returns what makes the given queues those that are deployed, and answers for them
 */
export const createSqs = (store: QueueStore, now: () => number = Date.now): ((queues: Queue[]) => Service) => {
  const tasks: MoveTask[] = [];
  const deployed = createQueueHistory(now);
  return (queues) => {
    const history = deployed(queues);
    return ({ headers, body, signal }) => {
      const target = String(headers['x-amz-target'] ?? '');
      if (!target.startsWith(TARGET)) return undefined;
      const action = actions.get(target.slice(TARGET.length));
      const context = { store, queues, history, tasks, signal };
      return answer(async () => {
        if (action === undefined) throw new ServiceError('UnknownOperation', `There is no operation ${target}.`);
        return action(parseInput(body), context);
      });
    };
  };
};

const JSON_1_0 = { 'content-type': 'application/x-amz-json-1.0' };

const answer = async (run: () => Promise<object>): Promise<ServiceResponse> => {
  try {
    return { status: 200, headers: JSON_1_0, body: JSON.stringify(await run()) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, status } = error;
    return {
      status,
      headers: { ...JSON_1_0, 'x-amzn-query-error': `${QUERY_CODES[code] ?? code};Sender` },
      body: JSON.stringify({ __type: TYPES[code] ?? `com.amazonaws.sqs#${code}`, message }),
    };
  }
};

/** Codes of the older protocol, which clients of the newer one give too. */
const QUERY_CODES: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  UnknownOperation: 'InvalidAction',
  ...Object.fromEntries(
    [
      'BatchEntryIdsNotDistinct',
      'BatchRequestTooLong',
      'EmptyBatchRequest',
      'InvalidBatchEntryId',
      'MessageNotInflight',
      'PurgeQueueInProgress',
      'TooManyEntriesInBatchRequest',
      'UnsupportedOperation',
    ].map((code) => [code, `AWS.SimpleQueueService.${code}`]),
  ),
};

/** Errors that aren't of SQS's own model. */
const TYPES: Record<string, string> = {
  InvalidParameterValue: 'com.amazon.coral.service#InvalidParameterValueException',
  MissingParameter: 'com.amazon.coral.service#MissingRequiredParameterException',
  SerializationException: 'com.amazon.coral.service#SerializationException',
  UnknownOperation: 'com.amazon.coral.service#UnknownOperationException',
};
