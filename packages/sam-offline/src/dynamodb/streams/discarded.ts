import { randomUUID } from 'node:crypto';
import type { StreamRecord } from './record.ts';

/** A batch that is given up. */
export type Discarded = {
  records: StreamRecord[];
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** How often it was handed over. */
  invocations: number;
  /** Whether the last invocation ended with an error; undefined where there was none. */
  functionError: boolean | undefined;
};

/**
 * The JSON document that an on-failure destination gets: where the records are, not the records.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 * @param time epoch milliseconds
 */
export const discardedDocument = (
  { records, condition, invocations, functionError }: Discarded,
  shard: { shardId: string; streamArn: string; functionArn: string },
  time: number,
): string =>
  JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: shard.functionArn,
      condition,
      approximateInvokeCount: invocations,
    },
    ...(functionError !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(functionError && { functionError: 'Unhandled' }),
      },
    }),
    version: '1.0',
    timestamp: new Date(time).toISOString(),
    DDBStreamBatchInfo: {
      shardId: shard.shardId,
      startSequenceNumber: records[0]?.sequenceNumber,
      endSequenceNumber: records.at(-1)?.sequenceNumber,
      approximateArrivalOfFirstRecord: inSeconds(records[0]),
      approximateArrivalOfLastRecord: inSeconds(records.at(-1)),
      batchSize: records.length,
      streamArn: shard.streamArn,
    },
  });

const inSeconds = (record: StreamRecord | undefined): string =>
  new Date(record?.createdAt ?? 0).toISOString().replace(/\.\d+Z$/, 'Z');
