import middy from '@middy/core';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import type { Change } from '../../domain/change.ts';
import { prepare } from '../../environment.ts';
import { changeOf } from '../../table/change.ts';
import { batchLog } from './batch-log.ts';

/** A Lambda handler behind the table's stream. */
export type StreamConsumer = (event: DynamoDBStreamEvent, context: Context) => Promise<null>;

/**
 * The middy stack of a function behind the table's stream. It gets a batch of changes, in order for each item. After
 * any error Lambda delivers the batch again, so `consume` must be idempotent.
 */
export const streamConsumer = (consume: (changes: Change[]) => Promise<void>): StreamConsumer => {
  prepare();
  return middy<DynamoDBStreamEvent, null>()
    .use(batchLog('stream'))
    .handler(async ({ Records }) => {
      await consume(Records.map(changeOf).filter((change) => change !== undefined));
      return null;
    }) as StreamConsumer;
};
