import { type Input, invalid, isObject, object, text } from '../../aws-api/input.ts';
import type { MessageAttribute } from '../message.ts';

const MOST_ATTRIBUTES = 10;
const NAME = /^(?!\.|aws\.|amazon\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i;
const TYPE = /^(String|Number|Binary)(\.|$)/;

/**
 * The attributes that a message is sent with.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 * @throws ServiceError InvalidParameterValue
 */
export const readAttributes = (input: Input): Record<string, MessageAttribute> => {
  const given = Object.entries(object(input, 'MessageAttributes') ?? {});
  if (given.length > MOST_ATTRIBUTES) throw invalid('MessageAttributes', `has more than ${MOST_ATTRIBUTES} attributes`);
  return Object.fromEntries(given.map(([name, value]) => [name, readAttribute(name, value)]));
};

const readAttribute = (name: string, value: unknown): MessageAttribute => {
  if (!NAME.test(name)) throw invalid('MessageAttributes', `has ${name}, which cannot be a name`);
  if (!isObject(value)) throw invalid(`MessageAttributes.${name}`, 'is not a structure');
  const [DataType, StringValue, BinaryValue] = ['DataType', 'StringValue', 'BinaryValue'].map((key) =>
    text(value, key),
  );
  if (DataType === undefined || !TYPE.test(DataType)) {
    throw invalid(`MessageAttributes.${name}`, 'has a type other than String, Number and Binary');
  }
  const content = DataType.startsWith('Binary') ? BinaryValue : StringValue;
  if (!content) throw invalid(`MessageAttributes.${name}`, `has no value of type ${DataType}`);
  if (DataType.startsWith('Number') && Number.isNaN(Number(content))) {
    throw invalid(`MessageAttributes.${name}`, 'is not a number');
  }
  return DataType.startsWith('Binary') ? { DataType, BinaryValue: content } : { DataType, StringValue: content };
};

/** Those of `attributes` that a receiver asked for: by name, by `prefix.*`, or `All`. */
export const chosenAttributes = (
  attributes: Record<string, MessageAttribute>,
  names: string[],
): Record<string, MessageAttribute> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => names.some((wanted) => matches(name, wanted))));

const matches = (name: string, wanted: string): boolean =>
  wanted === 'All' ||
  wanted === '.*' ||
  name === wanted ||
  (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2)));

/** Bytes of attributes: names, types and values count. */
export const sizeOfAttributes = (attributes: Record<string, MessageAttribute>): number =>
  Object.entries(attributes).reduce((bytes, [name, { DataType, StringValue, BinaryValue }]) => {
    const value =
      BinaryValue === undefined ? Buffer.byteLength(StringValue ?? '') : Buffer.byteLength(BinaryValue, 'base64');
    return bytes + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }, 0);
