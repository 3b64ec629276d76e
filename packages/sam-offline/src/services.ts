import { acceptedAccessKeys, type Identity } from './aws-api/identity.ts';
import { createServicesServer } from './aws-api/server.ts';
import { createLambda } from './lambda/api.ts';
import type { SendToQueue } from './lambda/event-source.ts';
import type { FunctionPool } from './lambda/pool.ts';
import type { QueueStore } from './sqs/store.ts';
import type { Application } from './template/application.ts';
import type { StackEnvironment } from './template/resources/reader.ts';
import type { Queue } from './template/sqs/queue.ts';

export type ServicesOptions = {
  databaseUrl: string;
  identity: Identity;
  /** The folder that mails land in. */
  outbox: string;
  log(text: string): void;
  logError(text: string): void;
};

/** The services of AWS that the functions of an application call, as they run beside it. */
export type Services = {
  url: string;
  queues: QueueStore;
  /** To the queues of what is deployed at that time. */
  sendToQueue: SendToQueue;
  /** Makes the queues and functions of an application those that are there. @param pools its functions by logical id */
  deploy(application: StackEnvironment & Pick<Application, 'queues'>, pools: Map<string, FunctionPool>): void;
  close(): Promise<void>;
};

/** Starts them, with no queue deployed. @throws Failure */
export const openServices = async (options: ServicesOptions): Promise<Services> => {
  // Not before it is needed: the SDK takes longer to load than all the rest.
  const [{ openQueueStore }, { createSqs }, { createSes }] = await Promise.all([
    import('./sqs/store.ts'),
    import('./sqs/api/service.ts'),
    import('./ses/ses.ts'),
  ]);
  const server = createServicesServer(acceptedAccessKeys(options.identity), options.logError);
  const url = await server.listen();
  const store = openQueueStore({ url: options.databaseUrl, ...options.identity });
  const sqs = createSqs(store);
  const ses = createSes(options);
  let queues: Queue[] = [];
  return {
    url,
    queues: store,
    sendToQueue: async (queueArn, body) => {
      const queue = queues.find(({ arn }) => arn === queueArn);
      if (queue === undefined) throw new TypeError(`There is no queue ${queueArn}`);
      await store.send(queue, { body });
    },
    deploy: (application, pools) => {
      queues = application.queues;
      server.serve([sqs(queues), ses, createLambda({ pools, environment: application })]);
    },
    close: async () => {
      await server.close();
      store.close();
    },
  };
};
