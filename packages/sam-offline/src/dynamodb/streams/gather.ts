import type { _Record as DatabaseRecord } from '@aws-sdk/client-dynamodb-streams';
import { insist, pause } from '../../patience.ts';
import { wasExpired } from '../time-to-live/expired-items.ts';
import type { Mapping } from './mapping.ts';
import { isUnchanged, type StreamRecord, toStreamRecord } from './record.ts';
import type { ShardReader } from './shard-reader.ts';

/** What is to be handed over next: nothing where all that was read is of no interest. */
export type Batch = {
  records: StreamRecord[];
  /** The sequence number up to which all is in this batch, or needn't be. Undefined: that of its last record. */
  readTo: string | undefined;
  /** Nothing will follow. */
  ended: boolean;
};

/** 6 MB of JSON: an invocation takes a little more, for what stands around the records. */
const MOST_BYTES = 6 * 1_024 * 1_024;
/** Lambda looks at a shard four times a second, however long nothing has happened. */
const LONGEST_REST_MS = 250;

/**
 * How long to rest between two looks: the longer the longer nothing has happened, and ten times as long as a look takes,
 * so that looking is not what keeps the database busy.
 */
const restAfter = (look: { tookMs: number; quietMs: number }, idleMs: number): number =>
  Math.max(idleMs, Math.min(Math.max(10 * look.tookMs, look.quietMs / 100), LONGEST_REST_MS));

/**
 * Gathers batches from a shard: as many records as the mapping takes, or those that came within its window.
 * @returns a function that resolves with the next batch, or undefined once `signal` aborted
 */
export const gatherer = (
  mapping: Mapping,
  reader: ShardReader,
): ((signal: AbortSignal) => Promise<Batch | undefined>) => {
  const { event, pace, complain } = mapping;
  const pending: StreamRecord[] = [];
  let readTo: string | undefined;
  let ended = false;
  let changedAt = performance.now();

  const takesMore = () => !ended && pending.length < event.batchSize && fitting(pending) === pending.length;
  const take = (): Batch => {
    const records = pending.splice(0, Math.min(event.batchSize, fitting(pending)));
    return pending.length > 0 ? { records, readTo: undefined, ended: false } : { records, readTo, ended };
  };
  /** Reads on. @returns how long to rest before the next time */
  const fill = async (signal: AbortSignal): Promise<number> => {
    const started = performance.now();
    const next = await insist(() => reader.read(event.batchSize - pending.length), signal, complain);
    const looked = performance.now();
    const wanted = next && (await insist(() => accept(next.records, mapping), signal, complain));
    if (wanted === undefined) return 0;
    pending.push(...wanted);
    ended = next?.ended ?? false;
    readTo = next?.records.at(-1)?.dynamodb?.SequenceNumber ?? readTo;
    if ((next?.records.length ?? 0) > 0) changedAt = looked;
    return restAfter({ tookMs: looked - started, quietMs: looked - changedAt }, pace.idleMs);
  };

  /** Without a record that is wanted, the batch says how far all is unwanted. */
  const isDue = (windowEnds: number, before: string | undefined): boolean =>
    pending.length > 0 ? !takesMore() || pace.now() >= windowEnds : ended || readTo !== before;

  return async (signal) => {
    const before = readTo;
    let windowEnds = Number.POSITIVE_INFINITY;
    while (!signal.aborted) {
      const restMs = takesMore() ? await fill(signal) : 0;
      if (pending.length > 0) windowEnds = Math.min(windowEnds, pace.now() + event.batchingWindowMs);
      if (isDue(windowEnds, before) && !signal.aborted) return take();
      await pause(Math.min(restMs, windowEnds - pace.now()), signal);
    }
    return undefined;
  };
};

/** How many of the first records one invocation can carry. */
const fitting = (records: StreamRecord[]): number => {
  let bytes = 0;
  const first = records.findIndex((record) => {
    bytes += record.bytes + 1;
    return bytes > MOST_BYTES;
  });
  return first < 0 ? records.length : Math.max(first, 1);
};

/** Those of the records that the function wants, as it gets them. */
const accept = async (records: DatabaseRecord[], mapping: Mapping): Promise<StreamRecord[]> => {
  const { event, region, table, database, embedded } = mapping;
  const accepted: StreamRecord[] = [];
  for (const record of records) {
    if (isUnchanged(record)) continue;
    const expired = embedded && (await wasExpired(database, table, record));
    const converted = toStreamRecord(record, { arn: event.streamArn, region }, expired);
    if (event.matches(converted.event)) accepted.push(converted);
  }
  return accepted;
};
