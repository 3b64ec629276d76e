import type { MiddlewareObj } from '@middy/core';
import { describeError, log } from '../../observability.ts';
import { startMeter } from '../meter.ts';

/**
 * One log line for each batch: its source, its number of records, the number of failed records, duration and capacity
 * units.
 */
export const batchLog = (source: 'stream' | 'queue'): MiddlewareObj<{ Records: unknown[] }, Failures | null> => {
  let read = startMeter();
  const line = (event: { Records: unknown[] }) => ({ event: 'batch', source, records: event.Records.length });
  return {
    before: () => {
      read = startMeter();
    },
    after: ({ event, response }) => {
      log.info({ ...line(event), failed: response?.batchItemFailures.length ?? 0, ...read() });
    },
    onError: ({ event, error }) => {
      log.error({ ...line(event), failed: event.Records.length, ...read(), error: describeError(error) });
    },
  };
};

/** The records of a batch that must be delivered again (`ReportBatchItemFailures`). */
export type Failures = { batchItemFailures: { itemIdentifier: string }[] };
