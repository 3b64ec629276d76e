import { openServices, type Services } from '../../src/services.ts';
import { IDENTITY, type ServedQueues, serveQueues } from '../support/queues.ts';

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
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=local/', 'x-amz-target': 'AmazonSQS.ListQueues' };
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

  const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const MESSAGE = /The local runner has no \w+ \(.+\) at this endpoint, only SQS in its JSON protocol and SES v2/;

  test.each<[string, string, object, string | undefined, string, number, string]>([
    [
      'query',
      'sns',
      FORM,
      'Action=Publish',
      'text/xml',
      400,
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction<',
    ],
    ['EC2', 'ec2', FORM, 'Action=RunInstances', 'text/xml', 400, '<Response><Errors><Error><Code>InvalidAction<'],
    ['REST and XML', 's3', {}, undefined, 'text/xml', 400, '<Error><Code>InvalidAction<'],
    ['REST and JSON', 'lambda', {}, undefined, 'application/json', 404, '{"__type":"UnknownOperationException",'],
    [
      'JSON',
      'ssm',
      { 'x-amz-target': 'AmazonSSM.GetParameter' },
      '{}',
      'application/x-amz-json-1.0',
      404,
      '{"__type":"Unk',
    ],
    ['CBOR', 'monitoring', { 'smithy-protocol': 'rpc-v2-cbor' }, '', 'application/cbor', 404, '__type'],
  ])('say in %s that they have no other service', async (_, service, headers, body, type, status, start) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=local/20261126/us-east-1/${service}/aws4_request, Signature=x`;
    const answer = await fetch(services.url, {
      method: 'POST',
      headers: { authorization, ...headers },
      body: body ?? null,
    });
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({ status, type });
    const text = await answer.text();
    expect(text).toContain(start);
    expect(text).toMatch(MESSAGE);
  });

  test('give clients of what was a query protocol once its code', async () => {
    const answer = await fetch(services.url, { method: 'POST', headers: { 'x-amzn-query-mode': 'true' } });
    expect(answer.headers.get('x-amzn-query-error')).toBe('MissingAuthenticationToken;Sender');
  });

  test('say nothing of what a name cannot be', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=local/20261126/us-east-1/sns/aws4_request';
    const answer = await fetch(services.url, {
      method: 'POST',
      headers: { authorization, ...FORM },
      body: 'Action=%00%3C',
    });
    expect(await answer.text()).toContain('no sns (an operation without a name)');
  });
});
