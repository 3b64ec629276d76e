import { type Deployment, deploy } from '../../src/lambda/deployment.ts';
import type { EventSource } from '../../src/lambda/event-source.ts';
import { startQueues } from '../../src/sqs/event-source.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { IDENTITY, type ServedQueues, serveQueues } from '../support/queues.ts';

describe('a queue that invokes a function', () => {
  let served: ServedQueues;
  let deployment: Deployment;
  let sources: EventSource[];
  const start = () => {
    const { application, store: queues, errors } = served;
    sources = startQueues({ application, pools: deployment.pools, queues, logError: (text) => errors.push(text) });
  };
  const stop = () => Promise.all(sources.map((source) => source.stop()));
  beforeAll(async () => {
    served = await serveQueues(60);
    deployment = deploy(served.application, IDENTITY.credentials, () => undefined);
  });
  beforeEach(() => start());
  afterEach(async () => {
    await stop();
    expect(served.errors).toEqual([]);
    await served.forget();
  });
  afterAll(async () => {
    await deployment.terminate();
    await served.stop();
  });

  const send = (logicalId: string, body: object) =>
    served.store.send(served.queue(logicalId), { body: JSON.stringify(body) });
  const left = async (logicalId: string) => {
    const { oldestMs: _oldest, ...figures } = await served.store.measure(served.queue(logicalId));
    return figures;
  };
  const NOTHING = { visible: 0, 'in flight': 0, delayed: 0 };
  const isEmpty = (logicalId: string) =>
    waitFor(`an empty ${logicalId}`, async () => {
      const { visible, 'in flight': inFlight } = await left(logicalId);
      return visible + inFlight === 0;
    });
  const records = (count: number) =>
    waitFor(`${count} invocations`, () => served.records().length >= count && served.records());

  test('gives it Lambda’s event, and deletes what it did', async () => {
    const attributes = { kind: { DataType: 'String', StringValue: 'x' } };
    const body = '{"text":"Grüße"}';
    const { id, sentAt } = await served.store.send(served.queue('Jobs'), { body, attributes });
    const [{ event } = { event: undefined }] = await records(1);
    expect(event).toEqual({
      Records: [
        {
          messageId: id,
          receiptHandle: expect.any(String),
          body,
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: String(sentAt),
            SenderId: '123456789012',
            ApproximateFirstReceiveTimestamp: String(sentAt),
          },
          messageAttributes: {
            kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
          },
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:Jobs',
          awsRegion: 'us-east-1',
        },
      ],
    });
    await isEmpty('Jobs');
  });

  test('gives it again what it failed at when its visibility timeout is over, and then to the dead letters', async () => {
    const { id } = await send('Jobs', { does: 'throw' });
    await records(1);
    await waitFor('the failure', async () => (await left('Jobs'))['in flight'] === 1);
    served.advance(60);
    const [, second] = await records(2);
    expect(second?.event.Records[0]).toMatchObject({ messageId: id, attributes: { ApproximateReceiveCount: '2' } });
    await waitFor('the failure', async () => (await left('Jobs'))['in flight'] === 1);
    served.advance(60);
    await waitFor('a dead letter', async () => (await left('JobsDeadLetters')).visible === 1);
    expect(await left('Jobs')).toEqual(NOTHING);
    expect(served.records()).toHaveLength(2);

    await served.store.redrive(served.queue('JobsDeadLetters'), served.application.queues);
    await records(3);
    expect(await left('JobsDeadLetters')).toEqual(NOTHING);
  });

  test('lets it choose by itself when it tries again', async () => {
    await send('Jobs', { does: 'backoff', seconds: 100, until: 2 });
    await records(1);
    await waitFor('the backoff', async () => {
      const [message] = await served.store.peek(served.queue('Jobs'), 1);
      return message !== undefined && message.visibleAt - message.sentAt === 100_000;
    });
    served.advance(100);
    await records(2);
    await isEmpty('Jobs');
  });

  test('keeps only what it reports as failed', async () => {
    await Promise.all([send('Parts', {}), send('Parts', { fails: true }), send('Parts', {})]);
    await waitFor('the others’ end', async () => {
      const { 'in flight': inFlight, visible } = await left('Parts');
      return inFlight === 1 && visible === 0;
    });
    const [failed] = await served.store.peek(served.queue('Parts'), 9);
    expect(failed?.body).toBe('{"fails":true}');
  });

  test('gathers a batch while its window is open', async () => {
    await stop();
    await Promise.all(Array.from({ length: 25 }, () => send('Parts', {})));
    start();
    await isEmpty('Parts');
    expect(served.records().map(({ event }) => event.Records.length)).toEqual([20, 5]);
  });

  test('runs it several times at once, and no more often than it may', async () => {
    await Promise.all(Array.from({ length: 6 }, () => send('Jobs', { holds: true })));
    await records(2);
    served.release();
    await isEmpty('Jobs');
    expect(served.records()).toHaveLength(6);
    expect(served.mostAtOnce()).toBe(2);
    const [one, two] = await Promise.all([left('Jobs'), left('JobsDeadLetters')]);
    expect([one, two]).toEqual([NOTHING, NOTHING]);
  });

  test('takes nothing more when it is stopped, and finishes what is in hand', async () => {
    await send('Jobs', { holds: true });
    await records(1);
    // From here on nothing is taken any more, though the first is still in hand.
    await Promise.all(sources.map((source) => source.giveWay()));
    await send('Jobs', {});
    served.release();
    await stop();
    expect(await left('Jobs')).toEqual({ ...NOTHING, visible: 1 });
    expect(served.records()).toHaveLength(1);
    start();
    await records(2);
    await isEmpty('Jobs');
  });

  test('gives way to another one at once, which leaves alone what the first still has in hand', async () => {
    await Promise.all([send('Jobs', { holds: true }), send('Jobs', { holds: true })]);
    await records(2);
    const before = sources;
    await Promise.all(before.map((source) => source.giveWay()));
    start();
    await send('Jobs', {});
    await records(3);
    expect(served.mostAtOnce()).toBe(3);
    served.release();
    await Promise.all(before.map((source) => source.stop()));
    await isEmpty('Jobs');
    expect(served.records()).toHaveLength(3);
  });

  test('that is switched off invokes nothing', async () => {
    await send('Idle', {});
    served.advance(3);
    await send('Jobs', {});
    await records(1);
    await isEmpty('Jobs');
    expect(await left('Idle')).toEqual({ ...NOTHING, visible: 1 });
  });
});
