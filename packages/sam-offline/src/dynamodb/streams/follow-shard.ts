import { messageOf } from '../../failure.ts';
import { deliver } from './deliver.ts';
import { gatherer } from './gather.ts';
import type { Mapping } from './mapping.ts';
import type { Position } from './positions.ts';
import { openShard, type Start } from './shard-reader.ts';

export type Shard = {
  /** The database's own. */
  streamArn: string;
  shardId: string;
  start: Start;
  save(position: Position): Promise<void>;
};

/** A position behind records that nobody wanted may be kept this late: they would only be looked at once more. */
const UNWANTED_MS = 1_000;

/**
 * Hands the records of a shard to the function, batch by batch, until its end, or until `signal` aborts and the
 * invocation in hand is done. Its position is kept after every batch: a batch may be handed over twice, none is skipped.
 */
export const followShard = async (mapping: Mapping, shard: Shard, signal: AbortSignal): Promise<void> => {
  const { streamArn, shardId, start } = shard;
  const { complain, pace } = mapping;
  const reader = openShard(mapping.streams, { StreamArn: streamArn, ShardId: shardId }, start, { ...pace, complain });
  const gather = gatherer(mapping, reader);
  let saved = { sequenceNumber: '', at: pace.now() };
  let readTo: string | undefined;
  const save = async (position: Position) => {
    // What isn't kept is done again after a restart, which functions have to bear anyway.
    await shard.save(position).catch((error) => complain(`The position cannot be kept: ${messageOf(error)}`));
    saved = { sequenceNumber: 'after' in position ? position.after : '', at: pace.now() };
  };
  const saveUnwanted = async (olderThanMs: number) => {
    const isKept = readTo === undefined || readTo === saved.sequenceNumber;
    if (!isKept && pace.now() - saved.at >= olderThanMs) await save({ after: readTo ?? '' });
  };
  const passed = (record: { sequenceNumber: string }) => save({ after: record.sequenceNumber });
  for (let batch = await gather(signal); batch !== undefined; batch = await gather(signal)) {
    if (!(await deliver(batch.records, { mapping, shardId, passed }, signal))) return;
    if (batch.ended) return save({ closed: true });
    readTo = batch.readTo;
    await saveUnwanted(UNWANTED_MS);
  }
  await saveUnwanted(0);
};
