import { messageOf } from '../../failure.ts';
import { pause } from '../../patience.ts';
import { type Discarded, discardedDocument } from './discarded.ts';
import type { Mapping } from './mapping.ts';
import type { StreamRecord } from './record.ts';
import { verdictOn } from './verdict.ts';

/** Records of one shard that are handed over together; `retries` of them count, `invocations` all do. */
type Part = { records: StreamRecord[]; retries: number } & Pick<Discarded, 'invocations' | 'functionError'>;

type Shard = {
  mapping: Mapping;
  shardId: string;
  /** Keeps that everything up to this record, and with it, is done. */
  passed(record: StreamRecord): Promise<void>;
};

/** How long an invocation waits for an environment before the batch counts as throttled. */
const PATIENCE_MS = 5_000;

/**
 * Hands a batch to the function until it is processed or discarded, in parts where that is asked for.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 * @returns false when `signal` aborted before all of it was
 */
export const deliver = async (batch: StreamRecord[], shard: Shard, signal: AbortSignal): Promise<boolean> => {
  const whole: Part = { records: batch, retries: 0, invocations: 0, functionError: undefined };
  const parts = batch.length > 0 ? [whole] : [];
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (signal.aborted) return false;
    parts.unshift(...(await handOver(part, shard, signal)));
  }
  return true;
};

/** @returns what is left to be handed over, in order */
const handOver = async (part: Part, shard: Shard, signal: AbortSignal): Promise<Part[]> => {
  const { pool, event, pace } = shard.mapping;
  const [aged, young] = byAge(part.records, shard.mapping);
  if (aged.length > 0) {
    await discard({ ...part, records: aged, condition: 'RecordAgeExceeded' }, shard);
    return young.length > 0 ? [{ ...part, records: young }] : [];
  }
  const outcome = await pool.invoke({ Records: part.records.map((record) => record.event) }, PATIENCE_MS);
  const sequenceNumbers = part.records.map(({ sequenceNumber }) => sequenceNumber);
  const verdict = verdictOn(outcome, sequenceNumbers, event);
  if (verdict.type === 'processed') {
    await passed(part.records, shard);
    return [];
  }
  if (verdict.type === 'not-invoked') {
    await pause(pace.retryDelayMs(1), signal);
    return [part];
  }
  await passed(part.records.slice(0, verdict.from), shard);
  const failed: Part = {
    ...part,
    records: part.records.slice(verdict.from),
    invocations: part.invocations + 1,
    functionError: verdict.functionError,
  };
  // Splitting a batch doesn't count as a retry.
  if (event.bisects && verdict.from > 0) return [failed];
  if (event.bisects && failed.records.length > 1) return halves(failed);
  if (event.maxRetries !== undefined && part.retries >= event.maxRetries) {
    await discard({ ...failed, condition: 'RetryAttemptsExhausted' }, shard);
    return [];
  }
  await pause(pace.retryDelayMs(part.retries + 1), signal);
  return [{ ...failed, retries: part.retries + 1 }];
};

const halves = (part: Part): Part[] => {
  const middle = Math.ceil(part.records.length / 2);
  return [part.records.slice(0, middle), part.records.slice(middle)].map((records) => ({ ...part, records }));
};

/** Those that are too old, which come first, and those that aren't. */
const byAge = (records: StreamRecord[], { event, pace }: Mapping): [StreamRecord[], StreamRecord[]] => {
  const oldest = event.maxRecordAgeMs === undefined ? Number.NEGATIVE_INFINITY : pace.now() - event.maxRecordAgeMs;
  const found = records.findIndex(({ createdAt }) => createdAt >= oldest);
  const first = found < 0 ? records.length : found;
  return [records.slice(0, first), records.slice(first)];
};

const passed = async (records: StreamRecord[], shard: Shard): Promise<void> => {
  const last = records.at(-1);
  if (last !== undefined) await shard.passed(last);
};

const discard = async (discarded: Discarded, shard: Shard): Promise<void> => {
  const { event, functionArn, sendToQueue, complain, pace } = shard.mapping;
  const { records, condition } = discarded;
  complain(`${records.length} record(s) from ${records[0]?.sequenceNumber} on are discarded: ${condition}`);
  if (event.onFailureQueueArn !== undefined) {
    const place = { shardId: shard.shardId, streamArn: event.streamArn, functionArn };
    const document = discardedDocument(discarded, place, pace.now());
    // Lambda goes on as well when its destination refuses.
    await sendToQueue(event.onFailureQueueArn, document).catch((error) =>
      complain(`The on-failure destination cannot be reached (${messageOf(error)}) and misses ${document}`),
    );
  }
  await passed(records, shard);
};
