import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { ChangeMessageVisibilityCommand, DeleteMessageCommand, type Message } from '@aws-sdk/client-sqs';
import { LOCAL } from '../../src/aws-api/identity.ts';
import { openQueueStore } from '../../src/sqs/store.ts';
import { createClient } from '../../src/storage/client.ts';
import { OWN_TABLE } from '../../src/storage/own-table.ts';
import { IDENTITY } from '../support/queues.ts';
import { type SqsCaller, serveSqs } from '../support/sqs.ts';

let caller: SqsCaller;
beforeAll(async () => {
  caller = await serveSqs();
});
afterAll(() => caller.stop());
beforeEach(() => caller.empty());

describe('a message sent with the SDK', () => {
  test('is received with its attributes and right sums, and gone when it is deleted', async () => {
    const attributes = {
      kind: { DataType: 'String', StringValue: 'gruß' },
      size: { DataType: 'Number.int', StringValue: '42' },
      raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 10) },
    };
    const sent = await caller.send('Grüße \u{1f44b}\n', { MessageAttributes: attributes });
    // The SDK compares the sums of bodies with its own.
    const [message] = await caller.receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'Grüße \u{1f44b}\n',
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: attributes,
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
    });
    await caller.client.send(
      new DeleteMessageCommand({ QueueUrl: caller.url('Jobs'), ReceiptHandle: message?.ReceiptHandle }),
    );
    expect(await caller.figures('Jobs')).toEqual([0, 0, 0]);
    // What the SDK says when a queue's URL is not at the endpoint that it has.
    expect(caller.warnings).not.toHaveBeenCalled();
  });

  test('has the sum of attributes that SQS computes', async () => {
    const MessageAttributes = { timestamp: { DataType: 'Number', StringValue: '1493147359900' } };
    const { MD5OfMessageAttributes } = await caller.send('x', { MessageAttributes });
    expect(MD5OfMessageAttributes).toBe('235c5c510d26fb653d073faed50ae77c');
  });

  test('brings only the attributes that were asked for', async () => {
    const attribute = { DataType: 'String', StringValue: 'x' };
    await caller.send('x', { MessageAttributes: { 'a.one': attribute, 'a.two': attribute, b: attribute } });
    const [message] = await caller.receive({
      MessageAttributeNames: ['a.*'],
      MessageSystemAttributeNames: ['SentTimestamp'],
      VisibilityTimeout: 0,
    });
    expect(Object.keys(message?.MessageAttributes ?? {}).sort()).toEqual(['a.one', 'a.two']);
    expect(Object.keys(message?.Attributes ?? {})).toEqual(['SentTimestamp']);
    const [plain] = await caller.receive();
    expect(plain).not.toHaveProperty('MessageAttributes');
    expect(plain).not.toHaveProperty('Attributes');
  });

  test('is invisible while it is in flight, comes back, and counts how often', async () => {
    await caller.send('job');
    const [first] = await caller.receive({ MessageSystemAttributeNames: ['All'] });
    expect(await caller.receive()).toEqual([]);
    expect(await caller.figures('Jobs')).toEqual([0, 1, 0]);
    caller.served.advance(4.9);
    expect(await caller.receive()).toEqual([]);
    caller.served.advance(0.1);
    const [second] = await caller.receive({ MessageSystemAttributeNames: ['All'] });
    expect(second?.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      ApproximateFirstReceiveTimestamp: first?.Attributes?.ApproximateFirstReceiveTimestamp,
    });
    // The handle of the earlier receive deletes nothing any more.
    await caller.client.send(
      new DeleteMessageCommand({ QueueUrl: caller.url('Jobs'), ReceiptHandle: first?.ReceiptHandle }),
    );
    expect(await caller.figures('Jobs')).toEqual([0, 1, 0]);
  });

  test('comes back when its receiver says so', async () => {
    await caller.send('job');
    const visibility = async (message: Message | undefined, VisibilityTimeout: number) => {
      const handle = { QueueUrl: caller.url('Jobs'), ReceiptHandle: message?.ReceiptHandle };
      await caller.client.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout }));
    };
    const [first] = await caller.receive();
    await visibility(first, 60);
    caller.served.advance(30);
    expect(await caller.receive()).toEqual([]);
    await visibility(first, 0);
    const [second] = await caller.receive();
    expect(second?.MessageId).toBe(first?.MessageId);
    expect(await caller.reason(visibility(first, 10))).toBe('MessageNotInflight');
  });

  test('is delayed as long as the queue or its sender wants', async () => {
    await caller.send('later', { QueueUrl: caller.url('Idle') });
    await caller.send('at once', { QueueUrl: caller.url('Idle'), DelaySeconds: 0 });
    expect(await caller.figures('Idle')).toEqual([1, 0, 1]);
    expect(caller.bodies(await caller.receive({ QueueUrl: caller.url('Idle') }))).toEqual(['at once']);
    caller.served.advance(3);
    expect(caller.bodies(await caller.receive({ QueueUrl: caller.url('Idle') }))).toEqual(['later']);
  });

  test('is forgotten when the queue has kept it long enough', async () => {
    await caller.send('old', { QueueUrl: caller.url('Idle') });
    caller.served.advance(60);
    expect(await caller.figures('Idle')).toEqual([0, 0, 0]);
    expect(await caller.receive({ QueueUrl: caller.url('Idle') })).toEqual([]);
  });

  test('that nobody receives, as dead letters, is gone from the data too once somebody has looked', async () => {
    const dead = caller.served.queue('JobsDeadLetters');
    const client = createClient({ ...LOCAL, url: caller.served.databaseUrl });
    const query = new QueryCommand({
      TableName: OWN_TABLE.name,
      KeyConditionExpression: 'PK = :queue',
      ExpressionAttributeValues: { ':queue': { S: `QUEUE#${dead.name}` } },
    });
    const stored = async () => (await client.send(query)).Items;
    await caller.send('dead', { QueueUrl: dead.url });
    caller.served.advance(dead.retentionSeconds);
    expect(await stored()).toHaveLength(1);
    expect(await caller.figures('JobsDeadLetters')).toEqual([0, 0, 0]);
    expect(await stored()).toEqual([]);
    client.destroy();
  });

  test('is received by age', async () => {
    for (const name of ['a', 'b', 'c']) {
      await caller.send(name);
      caller.served.advance(0.001);
    }
    expect(caller.bodies(await caller.receive({ MaxNumberOfMessages: 2 }))).toEqual(['a', 'b']);
    expect(caller.bodies(await caller.receive())).toEqual(['c']);
  });
});

describe('receivers that wait', () => {
  test('get a message as soon as it is sent', async () => {
    const waiting = caller.receive({ WaitTimeSeconds: 20 });
    await caller.send('awaited');
    expect(caller.bodies(await waiting)).toEqual(['awaited']);
  });

  test('get one that becomes visible meanwhile', async () => {
    await caller.send('job');
    await caller.receive();
    const waiting = caller.receive({ WaitTimeSeconds: 20 });
    caller.served.advance(5);
    expect(caller.bodies(await waiting)).toEqual(['job']);
  });

  test('get nothing when their time is over', async () => {
    expect(await caller.receive({ WaitTimeSeconds: 1 })).toEqual([]);
  });

  test('never have the same message at the same time', async () => {
    const all = Array.from({ length: 60 }, (_, n) => `job ${n}`);
    await Promise.all(all.map((body) => caller.send(body)));
    // Another process has a store of its own.
    const { databaseUrl: url, now, queue } = caller.served;
    const other = openQueueStore({ url, ...IDENTITY, now });
    const received: (string | undefined)[] = [];
    const until = async (receive: () => Promise<(string | undefined)[]>) => {
      for (let batch = await receive(); batch.length > 0; batch = await receive()) received.push(...batch);
    };
    const here = async () => caller.bodies(await caller.receive({ MaxNumberOfMessages: 3 }));
    const elsewhere = async () =>
      (await other.receive(queue('Jobs'), { most: 7, waitSeconds: 0 })).map(({ body }) => body);
    await Promise.all([until(here), until(here), until(elsewhere), until(elsewhere)]);
    other.close();
    expect(received.sort()).toEqual(all.sort());
  });
});
