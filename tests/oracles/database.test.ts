import { startStreamsDatabase } from '../../packages/sam-offline/tests/support/streams.ts';
import { check, strangers } from './aws-model.ts';

test('botocore reaches the embedded database at the printed address, and reads its refusals', async () => {
  const database = await startStreamsDatabase();
  try {
    await check('dynamodb', database.endpoint, [
      ['ListTables', {}],
      ['DescribeTable', { TableName: 'nothing' }, 'ResourceNotFoundException'],
      ...strangers('ListTables', {}, 'AccessDeniedException'),
    ]);
  } finally {
    await database.stop();
  }
});
