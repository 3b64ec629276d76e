import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';

const identity = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** Everything that the table's stream holds, as Lambda hands it over, oldest first. */
export const streamRecords = async (table: { endpoint: string; tableName: string }): Promise<DynamoDBRecord[]> => {
  const client = new DynamoDBStreamsClient({ ...identity, endpoint: table.endpoint });
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: table.tableName }));
  const StreamArn = Streams[0]?.StreamArn;
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  const records: DynamoDBRecord[] = [];
  for (;;) {
    const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
    if (Records.length === 0) break;
    records.push(...Records.map((record) => asDelivered(record)));
    ShardIterator = NextShardIterator;
  }
  client.destroy();
  return records;
};

/** Lambda gives the time in epoch seconds. */
const asDelivered = (record: object): DynamoDBRecord => {
  const { dynamodb, ...rest } = record as { dynamodb: { ApproximateCreationDateTime: Date } };
  const ApproximateCreationDateTime = dynamodb.ApproximateCreationDateTime.getTime() / 1_000;
  return { ...rest, dynamodb: { ...dynamodb, ApproximateCreationDateTime } } as unknown as DynamoDBRecord;
};

/** The same record as of something that the table removed because its time was over. */
export const expired = (record: DynamoDBRecord): DynamoDBRecord => ({
  ...record,
  userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
});
