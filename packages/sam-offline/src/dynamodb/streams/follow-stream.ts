import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand } from '@aws-sdk/client-dynamodb-streams';
import { insist, pause } from '../../patience.ts';
import { followShard } from './follow-shard.ts';
import type { Mapping } from './mapping.ts';
import { openPositions, type Position } from './positions.ts';
import type { Start } from './shard-reader.ts';

/** A shard that is split shows its children before it ends; this only finds what came otherwise. */
const LOOK_AGAIN_MS = 60_000;

/** Follows every shard of a mapping's stream, parents before their children, until `signal` aborts. */
export const followStream = async (mapping: Mapping, signal: AbortSignal): Promise<void> => {
  const { complain, event, pace } = mapping;
  const opened = await insist(() => open(mapping), signal, complain);
  if (opened === undefined) return;
  const { streamArn, positions, stored } = opened;
  const closed = new Set([...stored].filter(([, position]) => 'closed' in position).map(([shardId]) => shardId));
  const followed = new Map<string, Promise<void>>();
  const follow = async (shardId: string, otherwise: Start) => {
    const save = async (position: Position) => {
      if ('closed' in position) closed.add(shardId);
      await positions.save(shardId, position);
    };
    const start = startOf(stored.get(shardId), otherwise);
    // A restart has to find out what came since; and old records are kept for those only who are known to want them.
    const since = { LATEST: pace.now(), TRIM_HORIZON: 0 };
    if (typeof start === 'string') await insist(() => save({ since: since[start] }), signal, complain);
    await followShard(mapping, { streamArn, shardId, start, save }, signal);
  };
  let first: Set<string> | undefined;
  while (!signal.aborted) {
    const shards = (await insist(() => listShards(mapping, streamArn), signal, complain)) ?? [];
    const listed = new Set(shards.map(({ shardId }) => shardId));
    // Shards that appear later go on where their parents ended: all of them is new.
    first ??= shards.some(({ shardId }) => stored.has(shardId)) ? new Set() : listed;
    for (const { shardId, parent } of shards) {
      if (followed.has(shardId) || closed.has(shardId) || (listed.has(parent) && !closed.has(parent))) continue;
      followed.set(shardId, follow(shardId, first.has(shardId) ? event.startingPosition : 'TRIM_HORIZON'));
    }
    const open = [...followed].filter(([shardId]) => !closed.has(shardId)).map(([, following]) => following);
    await Promise.race([...open, pause(LOOK_AGAIN_MS, signal)]);
  }
  await Promise.all(followed.values());
};

const startOf = (stored: Position | undefined, otherwise: Start): Start =>
  stored === undefined || 'closed' in stored ? otherwise : stored;

const open = async (mapping: Mapping) => {
  const { database, pool, table } = mapping;
  const { Table } = await database.send(new DescribeTableCommand({ TableName: table.name }));
  const streamArn = Table?.LatestStreamArn;
  if (streamArn === undefined) throw new Error(`${table.name} has no stream`);
  const ids = { functionId: pool.lambda.logicalId, tableName: table.name };
  const positions = openPositions(database, ids);
  return { streamArn, positions, stored: await positions.load() };
};

const listShards = async ({ streams }: Mapping, StreamArn: string) => {
  const shards: { shardId: string; parent: string }[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId }));
    const { Shards = [], LastEvaluatedShardId } = StreamDescription ?? {};
    shards.push(...Shards.map(({ ShardId = '', ParentShardId = '' }) => ({ shardId: ShardId, parent: ParentShardId })));
    ExclusiveStartShardId = LastEvaluatedShardId;
  } while (ExclusiveStartShardId !== undefined);
  return shards;
};
