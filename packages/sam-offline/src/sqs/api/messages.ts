import { type Input, integer, invalid, missing, objects, requiredText, text, texts } from '../../aws-api/input.ts';
import { ServiceError } from '../../aws-api/service.ts';
import type { Queue } from '../../template/sqs/queue.ts';
import { md5, md5OfAttributes } from '../md5.ts';
import { type Message, receiptHandle } from '../message.ts';
import type { NewMessage } from '../store.ts';
import { systemAttributes } from '../system-attributes.ts';
import { type Action, type ActionContext, queueOf } from './action.ts';
import { chosenAttributes, readAttributes, sizeOfAttributes } from './attributes.ts';
import { runBatch } from './batch.ts';

/** The characters that XML can carry, which SQS once was spoken in. */
const CONTENT = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
const LONGEST_VISIBILITY = 43_200;
const LARGEST_BATCH = 1_048_576;

const readMessage = (input: Input, queue: Queue): NewMessage => {
  const body = requiredText(input, 'MessageBody');
  const attributes = readAttributes(input);
  if (!CONTENT.test(body)) {
    throw new ServiceError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  }
  if (Buffer.byteLength(body) + sizeOfAttributes(attributes) > queue.maximumMessageSize) {
    throw invalid('MessageBody', `is longer than ${queue.maximumMessageSize} bytes`);
  }
  return { body, attributes, delaySeconds: integer(input, 'DelaySeconds', [0, 900]) };
};

const sent = ({ id, body, attributes }: Message) => ({
  MessageId: id,
  MD5OfMessageBody: md5(body),
  MD5OfMessageAttributes: md5OfAttributes(attributes),
});

const sendMessage: Action = async (input, context) => {
  const queue = queueOf(input, context);
  return sent(await context.store.send(queue, readMessage(input, queue)));
};

const sendMessageBatch: Action = async (input, context) => {
  const queue = queueOf(input, context);
  const bytes = objects(input, 'Entries').map((entry) => Buffer.byteLength(text(entry, 'MessageBody') ?? ''));
  if (bytes.reduce((sum, part) => sum + part, 0) > LARGEST_BATCH) {
    throw new ServiceError('BatchRequestTooLong', `A batch has ${LARGEST_BATCH} bytes at most.`);
  }
  return runBatch(input, async (entry) => sent(await context.store.send(queue, readMessage(entry, queue))));
};

const receiveMessage: Action = async (input, context) => {
  const queue = queueOf(input, context);
  const messages = await context.store.receive(queue, {
    most: integer(input, 'MaxNumberOfMessages', [1, 10]) ?? 1,
    visibilitySeconds: integer(input, 'VisibilityTimeout', [0, LONGEST_VISIBILITY]),
    waitSeconds: integer(input, 'WaitTimeSeconds', [0, 20]) ?? queue.waitSeconds,
    signal: context.signal,
  });
  const system = [...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')];
  const own = texts(input, 'MessageAttributeNames');
  return messages.length === 0
    ? {}
    : { Messages: messages.map((message) => received(message, queue, { system, own })) };
};

const received = (message: Message, queue: Queue, { system, own }: { system: string[]; own: string[] }) => {
  const attributes = chosenAttributes(message.attributes, own);
  const known = Object.entries(systemAttributes(message, queue));
  const wanted = known.filter(([name]) => system.includes('All') || system.includes(name));
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(wanted.length > 0 && { Attributes: Object.fromEntries(wanted) }),
    ...(Object.keys(attributes).length > 0 && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  };
};

type OfMessage = (input: Input, queue: Queue, context: ActionContext) => Promise<object>;

/** One operation on a received message, alone or for a batch of them. */
const alone =
  (run: OfMessage): Action =>
  (input, context) =>
    run(input, queueOf(input, context), context);
const batched =
  (run: OfMessage): Action =>
  (input, context) => {
    const queue = queueOf(input, context);
    return runBatch(input, (entry) => run(entry, queue, context));
  };

const remove: OfMessage = async (input, queue, { store }) => {
  if ((await store.delete(queue, requiredText(input, 'ReceiptHandle'))) === 'invalid-handle') throw invalidHandle();
  return {};
};

const changeVisibility: OfMessage = async (input, queue, { store }) => {
  const handle = requiredText(input, 'ReceiptHandle');
  const seconds = integer(input, 'VisibilityTimeout', [0, LONGEST_VISIBILITY]);
  if (seconds === undefined) throw missing('VisibilityTimeout');
  const outcome = await store.changeVisibility(queue, handle, seconds);
  if (outcome === 'invalid-handle') throw invalidHandle();
  if (outcome === 'not-in-flight') throw new ServiceError('MessageNotInflight', 'The message is not in flight.');
  return {};
};

const invalidHandle = () => new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');

export const messageActions: Record<string, Action> = {
  SendMessage: sendMessage,
  SendMessageBatch: sendMessageBatch,
  ReceiveMessage: receiveMessage,
  DeleteMessage: alone(remove),
  DeleteMessageBatch: batched(remove),
  ChangeMessageVisibility: alone(changeVisibility),
  ChangeMessageVisibilityBatch: batched(changeVisibility),
};
