import type { Queue } from '../template/sqs/queue.ts';
import { md5, md5OfAttributes } from './md5.ts';
import { type Message, receiptHandle } from './message.ts';
import { systemAttributes } from './system-attributes.ts';

/** The event of a batch. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export const toSqsEvent = (messages: Message[], queue: Queue): object => ({
  Records: messages.map((message) => ({
    messageId: message.id,
    receiptHandle: receiptHandle(message),
    body: message.body,
    attributes: systemAttributes(message, queue),
    messageAttributes: messageAttributes(message),
    md5OfMessageAttributes: md5OfAttributes(message.attributes),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: queue.arn.split(':')[3],
  })),
});

const messageAttributes = ({ attributes }: Message): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        stringValue: StringValue,
        binaryValue: BinaryValue,
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );

/**
 * The messages of a batch that its function reports as failed. Whatever isn't such a report fails all of them.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 * @param payload the function's result as JSON
 */
export const reportedFailures = (payload: string, messages: Message[]): Set<string> => {
  const all = new Set(messages.map(({ id }) => id));
  const result: unknown = JSON.parse(payload);
  if (result === null) return new Set();
  if (typeof result !== 'object' || Array.isArray(result)) return all;
  const failures = 'batchItemFailures' in result ? (result.batchItemFailures ?? []) : [];
  if (!Array.isArray(failures)) return all;
  const ids = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  const isKnown = (id: unknown): id is string => typeof id === 'string' && all.has(id);
  return ids.every(isKnown) ? new Set(ids) : all;
};
