import { waitFor } from '../../testing/wait-for.ts';
import { useStreams } from '../support/streams.ts';

const ARN = 'arn:aws:sqs:us-east-1:123456789012:Failures';

describe('a function that fails on records of a stream', () => {
  const open = useStreams();
  const failing = { command: { S: 'throw' } };

  test('gets a batch that failed again, before any later one', async () => {
    const stream = await open('BatchSize: 2');
    await stream.putAll('a');
    await stream.put('b', { command: { S: 'throw once' } });
    await stream.putAll('c');
    stream.start();
    expect(await stream.received(5)).toEqual([['a', 'b'], ['a', 'b'], ['c']]);
  });

  test('gets a batch again so often, then it is discarded and the queue is told where it was', async () => {
    const stream = await open('BatchSize: 2, MaximumRetryAttempts: 2', { event: { onFailureQueueArn: ARN } });
    await stream.putAll('a');
    await stream.put('b', failing);
    await stream.putAll('c');
    stream.start();
    expect(await stream.received(7)).toEqual([['a', 'b'], ['a', 'b'], ['a', 'b'], ['c']]);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(stream.sent).toEqual([
      {
        queueArn: ARN,
        document: {
          requestContext: {
            requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:ChangesFunction',
            condition: 'RetryAttemptsExhausted',
            approximateInvokeCount: 3,
          },
          responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
          version: '1.0',
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          DDBStreamBatchInfo: {
            shardId: `shardId-00000001-${stream.tableName}`,
            startSequenceNumber: '1',
            endSequenceNumber: '2',
            approximateArrivalOfFirstRecord: time,
            approximateArrivalOfLastRecord: time,
            batchSize: 2,
            streamArn: `arn:aws:dynamodb:us-east-1:123456789012:table/${stream.tableName}/stream/local`,
          },
        },
      },
    ]);
    expect(stream.errors.join()).toContain('2 record(s) from 1 on are discarded: RetryAttemptsExhausted');
  });

  test('gets a discarded batch never again, not even after a restart', async () => {
    const stream = await open('MaximumRetryAttempts: 0');
    await stream.put('a', failing);
    stream.start();
    await waitFor('the end of it', () => stream.errors.length > 0);
    await stream.stopPolling();
    await stream.putAll('b');
    stream.start();
    expect(await stream.received(2)).toEqual([['a'], ['b']]);
  });

  test('gets halves of a batch that failed, down to the one bad record', async () => {
    const properties = 'BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1';
    const stream = await open(properties, { event: { onFailureQueueArn: ARN } });
    await stream.putAll('a', 'b', 'c', 'd', 'e');
    await stream.put('bad', failing);
    await stream.putAll('f', 'g');
    stream.start();
    expect(await stream.received(23)).toEqual([
      ['a', 'b', 'c', 'd', 'e', 'bad', 'f', 'g'],
      ['a', 'b', 'c', 'd'],
      ['e', 'bad', 'f', 'g'],
      ['e', 'bad'],
      ['e'],
      ['bad'],
      ['bad'],
      ['f', 'g'],
    ]);
    expect(stream.sent.map(({ document }) => document.DDBStreamBatchInfo)).toEqual([
      expect.objectContaining({ startSequenceNumber: '6', endSequenceNumber: '6', batchSize: 1 }),
    ]);
  });

  describe('and names records that failed', () => {
    const REPORTS = 'FunctionResponseTypes: [ReportBatchItemFailures], MaximumRetryAttempts: 1';
    const reported = { command: { S: 'report' } };

    test('gets all from the first of them on again', async () => {
      const stream = await open(REPORTS);
      await stream.putAll('a');
      await stream.put('b', reported);
      await stream.putAll('c');
      await stream.put('d', reported);
      stream.start();
      await waitFor('the end of it', () => stream.errors.length > 0);
      expect(stream.batches()).toEqual([
        ['a', 'b', 'c', 'd'],
        ['b', 'c', 'd'],
      ]);
      expect(stream.errors.join()).toContain('3 record(s) from 2 on are discarded');
    });

    test('gets none of those again that it did not name, not even after a restart', async () => {
      const stream = await open('FunctionResponseTypes: [ReportBatchItemFailures]');
      await stream.putAll('a');
      await stream.put('b', reported);
      stream.start();
      await waitFor('a retry', () => stream.batches().length > 1);
      await stream.stopPolling();
      const before = stream.batches().length;
      stream.start();
      await waitFor('another', () => stream.batches().length > before);
      expect(stream.batches()).toEqual([
        ['a', 'b'],
        ...stream
          .batches()
          .slice(1)
          .map(() => ['b']),
      ]);
    });

    test('gets the rest in halves where that is asked for', async () => {
      const stream = await open(`${REPORTS}, BisectBatchOnFunctionError: true`);
      await stream.putAll('a', 'b');
      await stream.put('bad', reported);
      await stream.putAll('c', 'd');
      stream.start();
      await waitFor('all', () => stream.batches().flat().at(-1) === 'd' && stream.errors.length > 0);
      expect(stream.batches()).toEqual([
        ['a', 'b', 'bad', 'c', 'd'],
        ['bad', 'c', 'd'],
        ['bad', 'c'],
        ['bad'],
        ['bad'],
        ['c'],
        ['d'],
      ]);
    });

    test('is not heard where the template does not say that it may', async () => {
      const stream = await open('BatchSize: 1');
      await stream.put('a', reported);
      await stream.putAll('b');
      stream.start();
      expect(await stream.received(2)).toEqual([['a'], ['b']]);
    });
  });

  test('gets a failing batch again for as long as it is young enough where there is no end of retries', async () => {
    let hours = 0;
    const now = () => Date.now() + hours * 3_600_000;
    const properties = 'MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 3600, BisectBatchOnFunctionError: true';
    const stream = await open(properties, { event: { onFailureQueueArn: ARN }, now });
    await stream.put('bad', failing);
    stream.start();
    await stream.received(25);
    expect(stream.sent).toEqual([]);
    hours = 2;
    await waitFor('a message', () => stream.sent.length > 0);
    expect(stream.sent[0]?.document.requestContext).toMatchObject({ condition: 'RecordAgeExceeded' });
    hours = 0;
    await stream.putAll('next');
    await waitFor('the next', () => stream.batches().at(-1)?.join() === 'next');
  });

  test('gets no record that is too old: it is discarded without an invocation', async () => {
    let hours = 2;
    const now = () => Date.now() + hours * 3_600_000;
    const stream = await open('MaximumRecordAgeInSeconds: 3600', { event: { onFailureQueueArn: ARN }, now });
    await stream.putAll('a', 'b');
    stream.start();
    await waitFor('a message', () => stream.sent.length > 0);
    hours = 0;
    await stream.putAll('c');
    expect(await stream.received(1)).toEqual([['c']]);
    expect(stream.sent).toEqual([
      {
        queueArn: ARN,
        document: expect.objectContaining({
          requestContext: expect.objectContaining({ condition: 'RecordAgeExceeded', approximateInvokeCount: 0 }),
          DDBStreamBatchInfo: expect.objectContaining({
            startSequenceNumber: '1',
            endSequenceNumber: '2',
            batchSize: 2,
          }),
        }),
      },
    ]);
    expect(stream.sent[0]?.document).not.toHaveProperty('responseContext');
  });
});
