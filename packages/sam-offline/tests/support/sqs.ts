import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type ServedQueues, serveQueues } from './queues.ts';

/** The fixture's queues, and the SDK's client calling them; what names no queue is about Jobs. */
export type SqsCaller = Awaited<ReturnType<typeof serveSqs>>;

export const serveSqs = async () => {
  const served: ServedQueues = await serveQueues();
  // As a function has it: nothing but its environment says where SQS is.
  process.env.AWS_ENDPOINT_URL_SQS = served.url;
  const warnings = jest.spyOn(console, 'warn').mockImplementation();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ region: 'us-east-1', credentials, maxAttempts: 1 });
  const url = (logicalId: string) => served.queue(logicalId).url;
  return {
    served,
    client,
    /** The SDK's warnings. */
    warnings,
    url,
    send: (body: string, input: Partial<SendMessageCommandInput> = {}) =>
      client.send(new SendMessageCommand({ QueueUrl: url('Jobs'), MessageBody: body, ...input })),
    receive: async (input: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
      const command = new ReceiveMessageCommand({ QueueUrl: url('Jobs'), MaxNumberOfMessages: 10, ...input });
      return (await client.send(command)).Messages ?? [];
    },
    bodies: (messages: Message[]) => messages.map(({ Body }) => Body),
    /** How many messages are visible, in flight and delayed. */
    figures: async (logicalId: string) => {
      const command = new GetQueueAttributesCommand({ QueueUrl: url(logicalId), AttributeNames: ['All'] });
      const { Attributes } = await client.send(command);
      const kinds = ['', 'NotVisible', 'Delayed'] as const;
      return kinds.map((kind) => Number(Attributes?.[`ApproximateNumberOfMessages${kind}`]));
    },
    /** The name of an attempt's error. */
    reason: (attempt: Promise<unknown>): Promise<string> =>
      attempt.then(
        () => 'nothing',
        (error: Error) => error.name,
      ),
    /** Deletes every message. */
    empty: () => Promise.all(served.application.queues.map((queue) => served.store.purge(queue))),
    stop: async () => {
      warnings.mockRestore();
      delete process.env.AWS_ENDPOINT_URL_SQS;
      client.destroy();
      await served.stop();
    },
  };
};
