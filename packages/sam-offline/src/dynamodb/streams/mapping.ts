import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { SendToQueue } from '../../lambda/event-source.ts';
import type { FunctionPool } from '../../lambda/pool.ts';
import type { DynamoDbEvent } from '../../template/dynamodb/event.ts';
import type { Table } from '../../template/dynamodb/table.ts';

/** How fast things go. Tests have them go otherwise. */
export type Pace = {
  /** Epoch milliseconds. */
  now(): number;
  /** Between two looks at a shard in which nothing happens. */
  idleMs: number;
  /** Before a batch is tried again, for the 1st, 2nd … time. */
  retryDelayMs(retry: number): number;
};

/** One event source mapping: a table's stream, the function that gets its records, and what both need. */
export type Mapping = {
  event: DynamoDbEvent;
  table: Table;
  pool: FunctionPool;
  functionArn: string;
  region: string;
  database: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  /** Whether it is the runner that deletes expired items, and so knows which deletions were its own. */
  embedded: boolean;
  sendToQueue: SendToQueue;
  /** Prints a sentence about this mapping. */
  complain(text: string): void;
  pace: Pace;
};
