import type { DynamoDBRecord } from 'aws-lambda';
import { LOCAL } from 'sam-offline/dynamodb/client';
import { openServices } from 'sam-offline/services';
import { receiptHandle } from 'sam-offline/sqs';
import type { Failures } from '../../src/lambda/consumers/batch-log.ts';
import type { QueueConsumer } from '../../src/lambda/consumers/queue.ts';
import type { StreamConsumer } from '../../src/lambda/consumers/stream.ts';
import { functionFile } from '../../tools/functions.ts';
import { makeTable } from './database.ts';
import { withPermissionsOf } from './permissions.ts';
import { queueEvent } from './queue-event.ts';
import { lambdaContext } from './request.ts';
import { resolvedTemplate } from './template.ts';

/** The queues of template.yaml over the database of a test, and SES before them. */
export type ServedBackground = Awaited<ReturnType<typeof serveBackground>>;

const QUEUE_OF = { 'remove-board': 'BoardRemovals', 'send-contact': 'Mails' };

/** Runs the function behind the stream with records. */
const relay = async (records: DynamoDBRecord[]): Promise<void> => {
  const { handler } = (await import('../../src/features/changes/relay-changes.function.ts')) as {
    handler: StreamConsumer;
  };
  await withPermissionsOf('relay-changes', () => handler({ Records: records }, lambdaContext()));
};

/**
 * Serves the queues and SES, as the runner does, and points the environment to them. Call it before the first handler
 * is imported.
 * @param outbox the folder for mails
 */
export const serveBackground = async (databaseUrl: string, outbox: string) => {
  const identity = LOCAL;
  const { OWN_TABLE } = await import('sam-offline/dynamodb/client');
  const dropOwnTable = await makeTable(databaseUrl, OWN_TABLE);
  const errors: string[] = [];
  const log = (text: string) => void errors.push(text);
  const services = await openServices({ databaseUrl, identity, outbox, log: () => undefined, logError: log });
  const application = resolvedTemplate(
    { RemovalDelaySeconds: '0' },
    { region: identity.region, databaseUrl, servicesUrl: services.url },
  );
  services.deploy(application, new Map());
  const queue = (name: string) => {
    const found = application.queues.find(({ logicalId }) => logicalId === name);
    if (!found) throw new Error(`template.yaml has no queue ${name}`);
    return found;
  };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: services.url,
    AWS_ENDPOINT_URL_SESV2: services.url,
    BOARD_REMOVALS_URL: queue('BoardRemovals').url,
    MAILS_URL: queue('Mails').url,
    QUEUE_URL: queue('Mails').url,
  });
  return {
    errors,
    relay,
    /** Puts a job into its queue. */
    send: (name: keyof typeof QUEUE_OF, job: object) =>
      services.queues.send(queue(QUEUE_OF[name]), { body: JSON.stringify(job), delaySeconds: 0 }),
    /** The bodies of the messages in a function's queue. */
    waiting: async (name: keyof typeof QUEUE_OF) =>
      (await services.queues.peek(queue(QUEUE_OF[name]), 100)).map(({ body }) => JSON.parse(body)),
    /**
     * Receives the next message of a function's queue, and runs the function with it; undefined for an empty queue.
     * @param remainingMs of its time
     */
    doNext: async (name: keyof typeof QUEUE_OF, remainingMs = () => 300_000): Promise<Failures | undefined> => {
      const its = queue(QUEUE_OF[name]);
      const [message] = await services.queues.receive(its, { most: 1, waitSeconds: 0 });
      if (!message) return undefined;
      const { handler } = (await import(functionFile(name))) as { handler: QueueConsumer };
      const event = queueEvent([message.body], message.receiveCount);
      Object.assign(event.Records[0] ?? {}, { receiptHandle: receiptHandle(message) });
      const context = lambdaContext({ getRemainingTimeInMillis: remainingMs });
      const outcome = await withPermissionsOf(name, () => handler(event, context));
      if (outcome.batchItemFailures.length === 0) await services.queues.delete(its, receiptHandle(message));
      return outcome;
    },
    stop: async () => {
      await services.close();
      await dropOwnTable();
    },
  };
};
