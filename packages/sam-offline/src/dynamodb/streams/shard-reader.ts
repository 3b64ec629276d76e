import {
  type _Record as DatabaseRecord,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorInput,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Position } from './positions.ts';

/** Where reading starts: where it stopped, or at either end. */
export type Start = Exclude<Position, { closed: true }> | 'TRIM_HORIZON' | 'LATEST';

export type ShardReader = {
  /** The next records, at most `limit`; `ended` when the shard is closed and this was all of it. */
  read(limit: number): Promise<{ records: DatabaseRecord[]; ended: boolean }>;
};

/** What GetRecords takes. */
const MOST_RECORDS = 1_000;

/**
 * Reads one shard in order. An iterator that expired (as a sleeping laptop has it) is replaced; records that were
 * trimmed before they were read are told of and left out. After any other error, `read` may be called again.
 */
export const openShard = (
  client: DynamoDBStreamsClient,
  shard: { StreamArn: string; ShardId: string },
  start: Start,
  { now, complain }: { now(): number; complain(text: string): void },
): ShardReader => {
  let from = start;
  let iterator: string | undefined;
  let oldest = Number.NEGATIVE_INFINITY;
  const open = async () => {
    const { ShardIterator } = await client.send(new GetShardIteratorCommand({ ...shard, ...iteratorAt(from) }));
    oldest = oldestAt(from);
    // Once there, the latest must not be looked for again: what comes meanwhile would be skipped.
    if (from === 'LATEST') from = { since: now() };
    return ShardIterator;
  };
  const read = async (limit: number): Promise<{ records: DatabaseRecord[]; ended: boolean }> => {
    try {
      iterator ??= await open();
      const Limit = Math.min(limit, MOST_RECORDS);
      const { Records = [], NextShardIterator } = await client.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit }),
      );
      iterator = NextShardIterator;
      const records = Records.filter((record) => createdAt(record) >= oldest);
      const last = Records.at(-1)?.dynamodb?.SequenceNumber;
      if (last !== undefined && records.length > 0) from = { after: last };
      return { records, ended: NextShardIterator === undefined };
    } catch (error) {
      iterator = undefined;
      if (error instanceof ExpiredIteratorException) return { records: [], ended: false };
      if (!(error instanceof TrimmedDataAccessException) || from === 'TRIM_HORIZON') throw error;
      complain('Records were trimmed before they were read; going on with the oldest that is left');
      from = 'TRIM_HORIZON';
      return read(limit);
    }
  };
  return { read };
};

const iteratorAt = (start: Start): Pick<GetShardIteratorInput, 'ShardIteratorType' | 'SequenceNumber'> => {
  if (typeof start === 'string') return { ShardIteratorType: start };
  if ('since' in start) return { ShardIteratorType: 'TRIM_HORIZON' };
  return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: start.after };
};

/** Records know their time to the second only: of the first one, some may be from before the start. */
const oldestAt = (start: Start): number =>
  typeof start === 'object' && 'since' in start ? Math.floor(start.since / 1_000) * 1_000 : Number.NEGATIVE_INFINITY;

const createdAt = ({ dynamodb }: DatabaseRecord): number => dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0;
