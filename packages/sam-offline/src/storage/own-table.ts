import type { Table } from '../template/dynamodb/table.ts';

/**
 * The runner's own table. It lies in the same database as the application's, so that what it keeps goes with that data:
 * how far streams were read, and what is in queues. `PK` names a thing of the runner's, `SK` a part of it; what has
 * `forgetAt` (epoch seconds) is gone some time after that. Its name stays as it is: data files have it.
 */
export const OWN_TABLE: Table = {
  logicalId: 'the runner’s own table',
  name: 'whiteboard-runner',
  definition: {
    TableName: 'whiteboard-runner',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'PK', AttributeType: 'S' },
      { AttributeName: 'SK', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
  },
  timeToLiveAttribute: 'forgetAt',
};
