import { openServices, type Services } from '../../../local/services/open.ts';
import { IDENTITY, type ServedQueues, serveQueues } from '../../support/queues.ts';

describe('the services beside an application', () => {
  let served: ServedQueues;
  let services: Services;
  beforeAll(async () => {
    served = await serveQueues();
    const { databaseUrl } = served;
    const silent = () => undefined;
    services = await openServices({
      databaseUrl,
      identity: IDENTITY,
      outbox: '/nowhere',
      log: silent,
      logError: silent,
    });
  });
  afterAll(async () => {
    await services.close();
    await served.stop();
  });

  const listQueues = async () => {
    const headers = { authorization: 'AWS4-HMAC-SHA256 x', 'x-amz-target': 'AmazonSQS.ListQueues' };
    const answer = await fetch(services.url, { method: 'POST', headers });
    return { status: answer.status, body: await answer.json() };
  };

  test('have the queues that are deployed at that time, and send to them by ARN', async () => {
    expect(await listQueues()).toMatchObject({ status: 404 });
    const queue = served.queue('JobsDeadLetters');
    services.deploy({ ...served.application, queues: [queue] }, new Map());
    expect(await listQueues()).toEqual({ status: 200, body: { QueueUrls: [queue.url] } });
    await services.sendToQueue(queue.arn, '{"from":"a stream"}');
    expect(await services.queues.peek(queue, 2)).toMatchObject([{ body: '{"from":"a stream"}', receiveCount: 0 }]);
    await expect(services.sendToQueue(served.queue('Jobs').arn, 'x')).rejects.toThrow(
      /^There is no queue arn:aws:sqs:/,
    );
  });
});
