import { isDeepStrictEqual } from 'node:util';
import type { _Record as DatabaseRecord } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';

/** A change as a function receives it, and what the poller has to know of it. */
export type StreamRecord = {
  event: DynamoDBRecord;
  sequenceNumber: string;
  /** Epoch milliseconds, known to the second. */
  createdAt: number;
  /** Of the event as JSON. */
  bytes: number;
};

/**
 * A record of GetRecords in the shape in which Lambda hands it over: times are epoch seconds, binary values are Base64.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 * @param source the stream's ARN, as the template has it, and the region: an embedded database has its own of both
 * @param expired whether the item was deleted because its time was over
 */
export const toStreamRecord = (
  record: DatabaseRecord,
  source: { arn: string; region: string },
  expired: boolean,
): StreamRecord => {
  const { dynamodb = {}, userIdentity } = record;
  const { ApproximateCreationDateTime: created = new Date(0), SequenceNumber: sequenceNumber = '' } = dynamodb;
  const event = asJson({
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: 'aws:dynamodb',
    awsRegion: source.region,
    dynamodb: { ...dynamodb, ApproximateCreationDateTime: created.getTime() / 1_000 },
    ...(userIdentity && { userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type } }),
    ...(expired && { userIdentity: TIME_TO_LIVE }),
    eventSourceARN: source.arn,
  }) as DynamoDBRecord;
  return {
    event,
    sequenceNumber,
    createdAt: created.getTime(),
    bytes: Buffer.byteLength(JSON.stringify(event)),
  };
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html */
const TIME_TO_LIVE = { principalId: 'dynamodb.amazonaws.com', type: 'Service' };

const asJson = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asJson(item)]));
};

/**
 * Whether a record is of a write that left its item as it was. DynamoDB emits none of these, the embedded database does.
 * Only a stream of both images shows it.
 */
export const isUnchanged = ({ eventName, dynamodb }: DatabaseRecord): boolean =>
  eventName === 'MODIFY' && dynamodb?.NewImage !== undefined && isDeepStrictEqual(dynamodb.NewImage, dynamodb.OldImage);
