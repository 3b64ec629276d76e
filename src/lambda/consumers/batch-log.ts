import type { MiddlewareObj } from '@middy/core';
import { describeError, log } from '../../observability.ts';
import { startMeter } from '../meter.ts';

/** One line a batch: where it came from, how many records it has, how many failed, and what it took. */
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

/** Which records of a batch have to come again (`ReportBatchItemFailures`). */
export type Failures = { batchItemFailures: { itemIdentifier: string }[] };
