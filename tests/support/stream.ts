import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Application, streamsOf } from 'sam-offline/template';

/** The records that pass the template's filters of a function. @param name of its folder below dist/ */
export const recordsFor = ({ functions }: Application, name: string): ((record: DynamoDBRecord) => boolean) => {
  const [event] = streamsOf(functions.filter(({ codeUri }) => codeUri === `dist/${name}/`));
  if (!event) throw new Error(`template.yaml gives ${name} no stream`);
  return event.matches;
};

const identity = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/**
 * Reads the table's stream as Lambda passes it, oldest first. Each call returns the records since the previous call.
 */
export const openStream = async (table: { endpoint: string; tableName: string }) => {
  const client = new DynamoDBStreamsClient({ ...identity, endpoint: table.endpoint });
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: table.tableName }));
  const StreamArn = Streams[0]?.StreamArn;
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  const next = async (): Promise<DynamoDBRecord[]> => {
    const records: DynamoDBRecord[] = [];
    for (;;) {
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
      ShardIterator = NextShardIterator ?? ShardIterator;
      if (Records.length === 0) return records;
      records.push(...Records.map((record) => asDelivered(record)));
    }
  };
  return { next, close: () => client.destroy() };
};

/** All records of the table's stream. */
export const streamRecords = async (table: { endpoint: string; tableName: string }): Promise<DynamoDBRecord[]> => {
  const stream = await openStream(table);
  const records = await stream.next();
  stream.close();
  return records;
};

/** Lambda passes the time in epoch seconds. */
const asDelivered = (record: object): DynamoDBRecord => {
  const { dynamodb, ...rest } = record as { dynamodb: { ApproximateCreationDateTime: Date } };
  const ApproximateCreationDateTime = dynamodb.ApproximateCreationDateTime.getTime() / 1_000;
  return { ...rest, dynamodb: { ...dynamodb, ApproximateCreationDateTime } } as unknown as DynamoDBRecord;
};

/** The same record as a deletion by the table's time to live. */
export const expired = (record: DynamoDBRecord): DynamoDBRecord => ({
  ...record,
  userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
});
