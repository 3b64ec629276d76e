import { createHash } from 'node:crypto';
import type { MessageAttribute } from './message.ts';

/** In hexadecimal digits, as SQS gives the sum of a body. */
export const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

/**
 * The sum of message attributes; undefined when there are none.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export const md5OfAttributes = (attributes: Record<string, MessageAttribute>): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType = '', StringValue, BinaryValue } = attributes[name] ?? {};
    const value = BinaryValue === undefined ? (StringValue ?? '') : Buffer.from(BinaryValue, 'base64');
    return [withLength(name), withLength(DataType), Buffer.of(BinaryValue === undefined ? 1 : 2), withLength(value)];
  });
  return md5(Buffer.concat(parts));
};

const withLength = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
