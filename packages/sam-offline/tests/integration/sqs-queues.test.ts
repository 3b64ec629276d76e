import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  type QueueAttributeName,
  QueueDoesNotExist,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { type SqsCaller, serveSqs } from '../support/sqs.ts';

let caller: SqsCaller;
/** Epoch milliseconds */
let started: number;
beforeAll(async () => {
  caller = await serveSqs();
  started = caller.served.now();
});
afterAll(() => caller.stop());
beforeEach(() => caller.empty());

describe('queues', () => {
  const ask = async (...AttributeNames: QueueAttributeName[]) =>
    (await caller.client.send(new GetQueueAttributesCommand({ QueueUrl: caller.url('Jobs'), AttributeNames })))
      .Attributes;
  const purge = (logicalId: string) => caller.client.send(new PurgeQueueCommand({ QueueUrl: caller.url(logicalId) }));

  test('are found by their names', async () => {
    const { QueueUrl } = await caller.client.send(new GetQueueUrlCommand({ QueueName: 'jobs-dead-letters' }));
    expect(QueueUrl).toBe(caller.url('JobsDeadLetters'));
    const { QueueUrls } = await caller.client.send(new ListQueuesCommand({ QueueNamePrefix: 'I' }));
    expect(QueueUrls).toEqual([caller.url('Idle')]);
  });

  test('tell of themselves what was asked for', async () => {
    expect(await ask('VisibilityTimeout', 'RedrivePolicy')).toEqual({
      VisibilityTimeout: '5',
      RedrivePolicy:
        '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:jobs-dead-letters","maxReceiveCount":2}',
    });
    expect(await ask()).toEqual({});
    expect(await ask('Policy')).toEqual({});
    expect(await caller.reason(ask('FifoQueue'))).toBe('InvalidAttributeName');
  });

  test('tell when they were made, and since when they are as they are', async () => {
    const { CreatedTimestamp, LastModifiedTimestamp } = (await ask('All')) ?? {};
    expect(Number(CreatedTimestamp)).toBe(Math.floor(started / 1_000));
    expect(LastModifiedTimestamp).toBe(CreatedTimestamp);
    caller.served.advance(100);
    caller.served.redeploy(({ logicalId }) => (logicalId === 'Jobs' ? { delaySeconds: 1 } : {}));
    const changed = await ask('CreatedTimestamp', 'LastModifiedTimestamp');
    caller.served.redeploy(() => ({}));
    expect(changed).toEqual({ CreatedTimestamp, LastModifiedTimestamp: String(Number(CreatedTimestamp) + 100) });
    expect(await ask('RedriveAllowPolicy')).toEqual({});
  });

  test('are listed page for page, in the order of their names', async () => {
    const page = async (MaxResults?: number, NextToken?: string) =>
      caller.client.send(new ListQueuesCommand({ MaxResults, NextToken }));
    const all = (await page()).QueueUrls ?? [];
    expect(all).toEqual([...all].sort());
    expect(await page()).not.toHaveProperty('NextToken');
    const first = await page(3);
    expect(first.QueueUrls).toEqual(all.slice(0, 3));
    const second = await page(3, first.NextToken);
    expect(second.QueueUrls).toEqual(all.slice(3));
    expect(second).not.toHaveProperty('NextToken');
    expect(await caller.reason(page(3, 'none'))).toBe('InvalidParameterValue');
    expect(await caller.reason(page(1_001))).toBe('InvalidParameterValue');
  });

  test('are empty after a purge, whatever state messages were in', async () => {
    await caller.send('in flight');
    await caller.receive();
    await caller.send('visible');
    await caller.send('delayed', { DelaySeconds: 9 });
    expect(await caller.figures('Jobs')).toEqual([1, 1, 1]);
    await purge('Jobs');
    expect(await caller.figures('Jobs')).toEqual([0, 0, 0]);
  });

  test('are purged once a minute', async () => {
    caller.served.advance(60);
    await purge('Jobs');
    await purge('Parts');
    caller.served.advance(59);
    await caller.send('stays');
    await expect(purge('Jobs')).rejects.toBeInstanceOf(PurgeQueueInProgress);
    expect(await caller.figures('Jobs')).toEqual([1, 0, 0]);
    caller.served.advance(1);
    await purge('Jobs');
    expect(await caller.figures('Jobs')).toEqual([0, 0, 0]);
  });
});

describe('a message that nobody deletes', () => {
  const die = async () => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await caller.receive()).toHaveLength(1);
      caller.served.advance(5);
    }
    expect(await caller.receive()).toEqual([]);
  };

  test('is a dead letter after its last receive, with its id and where it came from', async () => {
    const { MessageId } = await caller.send('poison');
    await die();
    expect(await caller.figures('Jobs')).toEqual([0, 0, 0]);
    const [dead] = await caller.receive({
      QueueUrl: caller.url('JobsDeadLetters'),
      MessageSystemAttributeNames: ['All'],
    });
    expect(dead).toMatchObject({
      MessageId,
      Body: 'poison',
      Attributes: { DeadLetterQueueSourceArn: caller.served.queue('Jobs').arn },
    });
  });

  test('is moved back as a new message', async () => {
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'x' } };
    const { MessageId } = await caller.send('again', { MessageAttributes });
    await die();
    const SourceArn = caller.served.queue('JobsDeadLetters').arn;
    const { TaskHandle } = await caller.client.send(new StartMessageMoveTaskCommand({ SourceArn }));
    expect(TaskHandle).toBeDefined();
    const [again] = await caller.receive({ MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] });
    expect(again).toMatchObject({ Body: 'again', Attributes: { ApproximateReceiveCount: '1' }, MessageAttributes });
    expect(again?.MessageId).not.toBe(MessageId);
    expect(again?.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
    const { Results } = await caller.client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1, SourceArn }]);
  });

  test('is moved elsewhere when that is asked for; what was never in another queue stays otherwise', async () => {
    await caller.send('from a stream', { QueueUrl: caller.url('JobsDeadLetters') });
    const SourceArn = caller.served.queue('JobsDeadLetters').arn;
    await caller.client.send(new StartMessageMoveTaskCommand({ SourceArn }));
    const { Results } = await caller.client.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
    expect(Results?.[0]).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
    expect(await caller.figures('JobsDeadLetters')).toEqual([1, 0, 0]);
    const DestinationArn = caller.served.queue('Parts').arn;
    await caller.client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    expect(caller.bodies(await caller.receive({ QueueUrl: caller.url('Parts') }))).toEqual(['from a stream']);
  });
});

describe('a request that SQS refuses', () => {
  const elsewhere = () => caller.url('Jobs').replace(/Jobs$/, 'Jabs');
  test.each<[string, () => Promise<unknown>, string]>([
    ['a queue that is not there', () => caller.send('x', { QueueUrl: elsewhere() }), 'QueueDoesNotExist'],
    [
      'a name that is no queue’s',
      () => caller.client.send(new GetQueueUrlCommand({ QueueName: 'no' })),
      'QueueDoesNotExist',
    ],
    ['no body', () => caller.send(''), 'MissingParameter'],
    ['characters that XML has not', () => caller.send('\u0000'), 'InvalidMessageContents'],
    [
      'a body that is too long',
      () => caller.send('x'.repeat(1_025), { QueueUrl: caller.url('Idle') }),
      'InvalidParameterValue',
    ],
    ['a delay of an hour', () => caller.send('x', { DelaySeconds: 3_600 }), 'InvalidParameterValue'],
    ['eleven messages at once', () => caller.receive({ MaxNumberOfMessages: 11 }), 'InvalidParameterValue'],
    [
      'an attribute without a value',
      () => caller.send('x', { MessageAttributes: { a: { DataType: 'String' } } }),
      'InvalidParameterValue',
    ],
    [
      'a handle that is none',
      () => caller.client.send(new DeleteMessageCommand({ QueueUrl: caller.url('Jobs'), ReceiptHandle: 'abc' })),
      'ReceiptHandleIsInvalid',
    ],
    [
      'to move messages of a queue that has no dead letters',
      () => caller.client.send(new StartMessageMoveTaskCommand({ SourceArn: caller.served.queue('Jobs').arn })),
      'InvalidParameterValue',
    ],
    [
      'to move messages of a queue that is not there',
      () => caller.client.send(new StartMessageMoveTaskCommand({ SourceArn: 'arn:aws:sqs:::x' })),
      'ResourceNotFoundException',
    ],
    [
      'an operation that is not here',
      () => caller.client.send(new CreateQueueCommand({ QueueName: 'x' })),
      'InvalidAction',
    ],
  ])('%s', async (_, attempt, name) => {
    expect(await caller.reason(attempt())).toContain(name);
  });

  test('is an error of the class that the SDK has for it', async () => {
    await expect(caller.send('x', { QueueUrl: elsewhere() })).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  test('is one that nobody signed', async () => {
    const answer = await fetch(caller.served.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.ListQueues' },
    });
    expect(answer.status).toBe(403);
  });

  test('is one for a service that is not here', async () => {
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=local/', 'x-amz-target': 'AmazonSNS.Publish' };
    expect((await fetch(caller.served.url, { method: 'POST', headers })).status).toBe(404);
  });
});
