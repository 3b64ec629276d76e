import { readFileSync } from 'node:fs';
import { QUEUES_FIXTURE } from '../support/queues.ts';
import { readText } from '../support/template-text.ts';

const TEMPLATE = readFileSync(QUEUES_FIXTURE, 'utf8');

const changed = (from: string, to: string): string => {
  expect(TEMPLATE).toContain(from);
  return TEMPLATE.replace(from, to);
};

describe('the queues of a template', () => {
  test('have the properties that it gives them, and SQS’s own otherwise', () => {
    const { queues } = readText(TEMPLATE);
    expect(queues.map(({ logicalId }) => logicalId)).toEqual(['Jobs', 'JobsDeadLetters', 'Parts', 'Idle']);
    const [jobs, deadLetters, , idle] = queues;
    expect(jobs).toEqual({
      logicalId: 'Jobs',
      name: 'Jobs',
      arn: 'arn:aws:sqs:eu-north-1:123456789012:Jobs',
      url: 'http://127.0.0.1/123456789012/Jobs',
      delaySeconds: 0,
      maximumMessageSize: 262_144,
      retentionSeconds: 345_600,
      waitSeconds: 0,
      visibilitySeconds: 5,
      deadLetters: { targetArn: deadLetters?.arn, maxReceiveCount: 2 },
      allowedSources: 'all',
    });
    expect(deadLetters).toMatchObject({
      name: 'jobs-dead-letters',
      retentionSeconds: 1_209_600,
      visibilitySeconds: 30,
      allowedSources: [jobs?.arn],
    });
    expect(idle).toMatchObject({ delaySeconds: 3, retentionSeconds: 60, maximumMessageSize: 1_024 });
  });

  test.each([
    ['!Ref Jobs', 'http://127.0.0.1/123456789012/Jobs'],
    ['!GetAtt JobsDeadLetters.QueueUrl', 'http://127.0.0.1/123456789012/jobs-dead-letters'],
    ['!GetAtt JobsDeadLetters.QueueName', 'jobs-dead-letters'],
    ['!GetAtt JobsDeadLetters.Arn', 'arn:aws:sqs:eu-north-1:123456789012:jobs-dead-letters'],
  ])('%s is %s', (yaml, value) => {
    const { functions } = readText(changed('JOBS_URL: !Ref Jobs', `JOBS_URL: ${yaml}`));
    expect(functions[0]?.variables.JOBS_URL).toBe(value);
  });

  test('are events of functions', () => {
    const { functions } = readText(TEMPLATE);
    expect(functions.find(({ logicalId }) => logicalId === 'WorkPartsFunction')?.events).toEqual([
      {
        type: 'SQS',
        path: 'WorkPartsFunction.Events.Parts.Properties',
        queueArn: 'arn:aws:sqs:eu-north-1:123456789012:Parts',
        batchSize: 20,
        windowSeconds: 1,
        reportsFailures: true,
        maximumConcurrency: undefined,
        enabled: true,
      },
      expect.objectContaining({ batchSize: 10, windowSeconds: 0, reportsFailures: false, enabled: false }),
    ]);
  });

  test.each([
    [
      'a FIFO queue',
      'SqsManagedSseEnabled: true',
      'FifoQueue: true',
      /^Jobs\.FifoQueue is true; the local runner has no/,
    ],
    [
      'a name of it',
      'QueueName: jobs-dead-letters',
      'QueueName: a.fifo',
      /^JobsDeadLetters\.QueueName is a\.fifo; a name/,
    ],
    [
      'a name twice',
      'QueueName: jobs-dead-letters',
      'QueueName: Parts',
      /^Parts\.QueueName is Parts, as JobsDeadLetters's/,
    ],
    [
      'messages of a mebibyte',
      'MaximumMessageSize: 1024',
      'MaximumMessageSize: 1048576',
      /^Idle\.MaximumMessageSize must/,
    ],
    [
      'a property',
      'SqsManagedSseEnabled: true',
      'ContentBasedDeduplication: true',
      /^Jobs\.ContentBasedDeduplication is a/,
    ],
    ['no count', ', maxReceiveCount: 2', '', /^Jobs\.RedrivePolicy\.maxReceiveCount is missing/],
    [
      'dead letters elsewhere',
      '!GetAtt JobsDeadLetters.Arn, max',
      'arn:aws:sqs:x:1:Away, max',
      /^Jobs\.RedrivePolicy\.deadLetterTargetArn is arn:aws:sqs:x:1:Away, which is no queue of the template; the local runner has no other\.$/,
    ],
    [
      'dead letters in a table',
      '!GetAtt JobsDeadLetters.Arn, max',
      '!GetAtt WorkFunction.Arn, max',
      /^Jobs\.RedrivePolicy\.deadLetterTargetArn is arn:aws:lambda:.*, which is no queue/,
    ],
    [
      'dead letters in the queue itself',
      '!GetAtt JobsDeadLetters.Arn, max',
      '!GetAtt Jobs.Arn, max',
      /^Jobs\.RedrivePolicy\.deadLetterTargetArn is the queue itself/,
    ],
    [
      'dead letters that are not allowed',
      'redrivePermission: byQueue',
      'redrivePermission: denyAll',
      /^Jobs\.RedrivePolicy\.deadLetterTargetArn is JobsDeadLetters, whose RedriveAllowPolicy does not allow it/,
    ],
    [
      'an event of no queue',
      'Queue: !GetAtt Jobs.Arn',
      'Queue: arn:x',
      /^WorkFunction\.Events\.Jobs\.Properties\.Queue is arn:x, /,
    ],
    [
      'a filter',
      'BatchSize: 1,',
      'FilterCriteria: {},',
      /^WorkFunction\.Events\.Jobs\.Properties\.FilterCriteria is a prop/,
    ],
    [
      'a large batch at once',
      'BatchSize: 1,',
      'BatchSize: 11,',
      /BatchSize is 11; more than 10 need MaximumBatchingWindow/,
    ],
    [
      'one at a time',
      'MaximumConcurrency: 2',
      'MaximumConcurrency: 1',
      /MaximumConcurrency must be a number from 2 to 1000/,
    ],
    [
      'another response',
      '[ReportBatchItemFailures]',
      '[Report]',
      /FunctionResponseTypes has Report, which Lambda does/,
    ],
    [
      'a function that takes longer than a message is invisible',
      '\n      Timeout: !Ref VisibilitySeconds',
      '\n      Timeout: 6',
      /^Jobs\.VisibilityTimeout is 5 s, less than the 6 s that WorkFunction may take \(Timeout\): a message in hand/,
    ],
  ])('may not be %s', (_, from, to, sentence) => {
    expect(() => readText(changed(from, to))).toThrow(sentence);
  });
});
