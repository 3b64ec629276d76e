import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from 'sam-offline/testing/wait-for';
import { type Client, connectClient } from 'sam-offline/testing/websocket-client';
import { WebSocket } from 'ws';
import { createServicesServer, type ServicesServer } from '../../packages/sam-offline/src/aws-api/server.ts';
import { createSes } from '../../packages/sam-offline/src/ses/ses.ts';
import { type SqsCaller, serveSqs } from '../../packages/sam-offline/tests/support/sqs.ts';
import { type ServedWebSockets, serveWebSockets } from '../../packages/sam-offline/tests/support/websocket.ts';
import { type Case, check, strangers } from './aws-model.ts';

describe('SQS answers as its model says', () => {
  let caller: SqsCaller;
  beforeAll(async () => {
    caller = await serveSqs();
  });
  afterAll(() => caller.stop());
  beforeEach(() => caller.empty());

  const attributes = {
    kind: { DataType: 'String', StringValue: 'x' },
    raw: { DataType: 'Binary', BinaryValue: 'eA==' },
  };
  const inFlight = async (): Promise<string> => {
    await caller.send('x');
    return (await caller.receive())[0]?.ReceiptHandle ?? '';
  };

  test('to messages that are sent, received, and settled', async () => {
    const QueueUrl = caller.url('Jobs');
    const [one, two, three, four] = [await inFlight(), await inFlight(), await inFlight(), await inFlight()];
    const entry = (Id: string, ReceiptHandle: string | undefined) => ({ Id, ReceiptHandle });
    const changes = [entry('a', two), entry('b', 'none')].map((fields) => ({ ...fields, VisibilityTimeout: 9 }));
    await check('sqs', caller.served.url, [
      ['SendMessage', { QueueUrl, MessageBody: 'x', MessageAttributes: attributes }],
      [
        'SendMessageBatch',
        {
          QueueUrl,
          Entries: [
            { Id: 'a', MessageBody: 'x' },
            { Id: 'b', MessageBody: '' },
          ],
        },
      ],
      ['ReceiveMessage', { QueueUrl, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] }],
      ['ReceiveMessage', { QueueUrl: caller.url('Parts') }],
      ['ChangeMessageVisibility', { QueueUrl, ReceiptHandle: one, VisibilityTimeout: 9 }],
      ['ChangeMessageVisibilityBatch', { QueueUrl, Entries: changes }],
      ['DeleteMessage', { QueueUrl, ReceiptHandle: three }],
      ['DeleteMessageBatch', { QueueUrl, Entries: [entry('a', four), entry('b', 'none')] }],
    ]);
  });

  test('to questions about queues', async () => {
    const QueueUrl = caller.url('Jobs');
    const [SourceArn, DestinationArn] = [caller.served.queue('JobsDeadLetters').arn, caller.served.queue('Parts').arn];
    await caller.send('dead', { QueueUrl: caller.url('JobsDeadLetters') });
    caller.served.advance(60);
    await check('sqs', caller.served.url, [
      ['GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] }],
      ['GetQueueAttributes', { QueueUrl: caller.url('JobsDeadLetters'), AttributeNames: ['All'] }],
      ['GetQueueUrl', { QueueName: 'jobs-dead-letters' }],
      ['ListQueues', { MaxResults: 1 }],
      ['StartMessageMoveTask', { SourceArn }],
      ['StartMessageMoveTask', { SourceArn, DestinationArn }],
      ['ListMessageMoveTasks', { SourceArn, MaxResults: 10 }],
      ['PurgeQueue', { QueueUrl }],
      ['PurgeQueue', { QueueUrl }, 'AWS.SimpleQueueService.PurgeQueueInProgress'],
    ]);
  });

  test('to what it refuses', async () => {
    const QueueUrl = caller.url('Jobs');
    const missing = { QueueUrl: `${QueueUrl}-not` };
    const ReceiptHandle = await inFlight();
    caller.served.advance(5);
    const gone = 'AWS.SimpleQueueService.NonExistentQueue';
    const batch = (Entries: object[]) => ({ QueueUrl, Entries });
    const batchOf = (operation: string, ...ids: string[]) =>
      batch(
        ids.map((Id) => ({ Id, ...(operation === 'SendMessageBatch' ? { MessageBody: 'x' } : { ReceiptHandle }) })),
      );
    const big = { MessageBody: 'x'.repeat(250_000) };
    const codes = (name: string) => `AWS.SimpleQueueService.${name}`;
    const batches = ['SendMessageBatch', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch'].flatMap(
      (operation): Case[] => [
        [operation, batchOf(operation), codes('EmptyBatchRequest')],
        [operation, batchOf(operation, ...'abcdefghijk'), codes('TooManyEntriesInBatchRequest')],
        [operation, batchOf(operation, 'a', 'a'), codes('BatchEntryIdsNotDistinct')],
        [operation, batchOf(operation, 'a b'), codes('InvalidBatchEntryId')],
        [operation, { ...missing, Entries: [] }, gone],
      ],
    );
    const SourceArn = caller.served.queue('Jobs').arn;
    await check('sqs', caller.served.url, [
      ...batches,
      [
        'SendMessageBatch',
        batch(['a', 'b', 'c', 'd', 'e'].map((Id) => ({ Id, ...big }))),
        codes('BatchRequestTooLong'),
      ],
      ['SendMessage', { ...missing, MessageBody: 'x' }, gone],
      ['SendMessage', { QueueUrl }, 'MissingParameter'],
      ['SendMessage', { QueueUrl, MessageBody: '\u0001' }, 'InvalidMessageContents'],
      ['SendMessage', { QueueUrl, MessageBody: 'x', DelaySeconds: 901 }, 'InvalidParameterValue'],
      ['SendMessage', { QueueUrl, MessageBody: 'x'.repeat(11_000_000) }, 'RequestEntityTooLarge'],
      ['ReceiveMessage', missing, gone],
      ['ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
      ['DeleteMessage', { ...missing, ReceiptHandle: 'x' }, gone],
      ['DeleteMessage', { QueueUrl, ReceiptHandle: 'x' }, 'ReceiptHandleIsInvalid'],
      ['ChangeMessageVisibility', { ...missing, ReceiptHandle, VisibilityTimeout: 1 }, gone],
      ['ChangeMessageVisibility', { QueueUrl, ReceiptHandle: 'x', VisibilityTimeout: 1 }, 'ReceiptHandleIsInvalid'],
      ['ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 1 }, codes('MessageNotInflight')],
      ['GetQueueAttributes', missing, gone],
      ['GetQueueAttributes', { QueueUrl, AttributeNames: ['Colour'] }, 'InvalidAttributeName'],
      ['GetQueueUrl', { QueueName: 'not' }, gone],
      ['ListQueues', { MaxResults: 0 }, 'InvalidParameterValue'],
      ['PurgeQueue', missing, gone],
      ['StartMessageMoveTask', { SourceArn }, 'InvalidParameterValue'],
      ['StartMessageMoveTask', { SourceArn: `${SourceArn}-not` }, 'ResourceNotFoundException'],
      ['ListMessageMoveTasks', { SourceArn: `${SourceArn}-not` }, 'ResourceNotFoundException'],
      ['CreateQueue', { QueueName: 'x' }, 'InvalidAction'],
      ['ListQueues', {}, 'MissingAuthenticationToken', { signed: false }],
      ['ListQueues', {}, 'AccessDenied', { headers: { origin: 'http://evil.example' } }],
      ['ListQueues', {}, 'AccessDenied', { headers: { host: 'evil.example' } }],
    ]);
  });
});

describe('SES answers as its model says', () => {
  let server: ServicesServer;
  let url: string;
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-outbox-'));
  const serve = (outbox: string) =>
    server.serve([createSes({ outbox, log: () => undefined, logError: () => undefined })]);
  beforeAll(async () => {
    server = createServicesServer(['local'], () => undefined);
    url = await server.listen();
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const mail = {
    FromEmailAddress: 'board@example.com',
    Destination: { ToAddresses: ['ada@example.com'] },
    Content: { Simple: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } } },
  };

  test('to what it sends, and what it refuses', async () => {
    serve(join(folder, 'outbox'));
    await check('sesv2', url, [
      ['SendEmail', mail],
      ['SendEmail', { ...mail, FromEmailAddress: 'nobody' }, 'BadRequestException'],
      ['SendEmail', { ...mail, Content: { Template: { TemplateName: 'x' } } }, 'BadRequestException'],
      ['ListContacts', { ContactListName: 'x' }, 'UnknownOperationException'],
      ...strangers('SendEmail', mail, 'AccessDeniedException'),
    ]);
  });

  test('where the outbox cannot be written', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    serve(file);
    await check('sesv2', url, [['SendEmail', mail, 'InternalFailure']]);
  });
});

describe('the management API answers as its model says', () => {
  let served: ServedWebSockets;
  let client: Client;
  let nameless: WebSocket;
  beforeAll(async () => {
    served = await serveWebSockets();
    client = await connectClient(served.url);
    // One without a type.
    nameless = new WebSocket(served.url.replace(/^http/, 'ws'));
    await once(nameless, 'open');
    await waitFor('both in the log', () => served.events.length === 2);
  });
  afterAll(async () => {
    nameless.terminate();
    client.socket.close();
    await client.closed;
    await served.stop();
  });

  test('to connections that are there, and to all else', async () => {
    const ConnectionId = served.events[0]?.requestContext.connectionId ?? '';
    const [here, gone] = [{ ConnectionId }, { ConnectionId: 'L0SM9cOFvHcCIhw=' }];
    await check('apigatewaymanagementapi', served.url, [
      ['PostToConnection', { ...here, Data: 'x' }],
      ['GetConnection', here],
      ['GetConnection', { ConnectionId: served.events[1]?.requestContext.connectionId }],
      ['PostToConnection', { ...here, Data: 'x'.repeat(131_073) }, 'PayloadTooLargeException'],
      ['PostToConnection', { ...gone, Data: 'x' }, 'GoneException'],
      ['GetConnection', gone, 'GoneException'],
      ['DeleteConnection', gone, 'GoneException'],
      ...strangers('PostToConnection', { ...here, Data: 'x' }, 'ForbiddenException'),
      ...strangers('GetConnection', here, 'ForbiddenException'),
      ...strangers('DeleteConnection', here, 'ForbiddenException'),
      ['DeleteConnection', here],
      ['DeleteConnection', here, 'GoneException'],
    ]);
    await check('apigatewaymanagementapi', served.url.replace(/live$/, 'dead'), [
      ['GetConnection', here, 'ForbiddenException'],
    ]);
  });
});
