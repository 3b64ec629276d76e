import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A shard as AWS has several: its records by the ids of their items, numbered through all shards. */
export type ScriptedShard = {
  shardId: string;
  parent?: string;
  records: { id: string; number: number }[];
  closed: boolean;
};

type Input = {
  ShardId?: string;
  ShardIteratorType?: string;
  SequenceNumber?: string;
  ShardIterator?: string;
  Limit?: number;
};

/** What of DynamoDB Streams is answered. */
const operationsOn = (shards: ScriptedShard[]): Record<string, (input: Input) => object> => {
  const find = (id: string | undefined) => {
    const shard = shards.find(({ shardId }) => shardId === id);
    if (shard === undefined) throw new Error(`no shard ${id}`);
    return shard;
  };
  return {
    DescribeStream: () => ({
      StreamDescription: {
        Shards: shards.map(({ shardId, parent }) => ({ ShardId: shardId, ParentShardId: parent })),
      },
    }),
    GetShardIterator: ({ ShardId, ShardIteratorType, SequenceNumber }) => {
      const { records } = find(ShardId);
      const after = records.findIndex(({ number }) => String(number) === SequenceNumber) + 1;
      const index = { TRIM_HORIZON: 0, LATEST: records.length }[ShardIteratorType ?? ''] ?? after;
      return { ShardIterator: `${ShardId}/${index}` };
    },
    GetRecords: ({ ShardIterator = '', Limit = 1_000 }) => {
      const [shardId, index] = ShardIterator.split('/');
      const { records, closed } = find(shardId);
      const end = Math.min(Number(index) + Limit, records.length);
      const Records = records.slice(Number(index), end).map(recordOf);
      return { Records, ...(!(closed && end === records.length) && { NextShardIterator: `${shardId}/${end}` }) };
    },
  };
};

/**
 * A stream of several shards, which the embedded database never has, before that database: requests to DynamoDB Streams
 * are answered here, all others go on to `target`. Iterators are `<shard>/<index of the next record>`.
 * @param shards may be changed while it runs
 * @param fault the error that a request is answered with instead; undefined: none
 */
export const startShardedStream = async (
  target: string,
  shards: ScriptedShard[],
  fault: (operation: string, input: Input) => string | undefined = () => undefined,
) => {
  const operations = operationsOn(shards);
  const serve = async (incoming: IncomingMessage): Promise<{ status: number; body: string }> => {
    const body = await text(incoming);
    const [service, operation = ''] = String(incoming.headers['x-amz-target']).split('.');
    if (!service?.startsWith('DynamoDBStreams')) {
      const headers = Object.entries(incoming.headers).filter(
        ([name]) => !/^(host|connection|content-length)$/.test(name),
      );
      const answer = await fetch(target, { method: 'POST', headers: headers as [string, string][], body });
      return { status: answer.status, body: await answer.text() };
    }
    const input = JSON.parse(body) as Input;
    const error = fault(operation, input);
    if (error) return { status: 400, body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}` }) };
    return { status: 200, body: JSON.stringify(operations[operation]?.(input)) };
  };
  const server = createServer(async (incoming, outgoing) => {
    const { status, body } = await serve(incoming);
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const recordOf = ({ id, number }: { id: string; number: number }) => ({
  eventID: String(number),
  eventName: 'INSERT',
  eventVersion: '1.1',
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(Date.now() / 1_000),
    Keys: { id: { S: id } },
    NewImage: { id: { S: id } },
    SequenceNumber: String(number),
  },
});
