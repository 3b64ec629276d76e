import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { type SqsCaller, serveSqs } from '../support/sqs.ts';

let caller: SqsCaller;
beforeAll(async () => {
  caller = await serveSqs();
});
afterAll(() => caller.stop());
beforeEach(() => caller.empty());

describe('a batch', () => {
  test('is sent, given back and deleted entry for entry', async () => {
    const Entries = ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id === 'b' ? '\u0001' : Id }));
    const sent = await caller.client.send(new SendMessageBatchCommand({ QueueUrl: caller.url('Jobs'), Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(sent.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }]);

    const handles = (await caller.receive()).map(({ ReceiptHandle }, n) => ({ Id: `m${n}`, ReceiptHandle }));
    const visible = handles.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
    const changed = new ChangeMessageVisibilityBatchCommand({ QueueUrl: caller.url('Jobs'), Entries: visible });
    expect((await caller.client.send(changed)).Successful).toHaveLength(2);
    expect(await caller.figures('Jobs')).toEqual([2, 0, 0]);
    const deletion = [...handles, { Id: 'none', ReceiptHandle: 'none' }];
    const deleted = await caller.client.send(
      new DeleteMessageBatchCommand({ QueueUrl: caller.url('Jobs'), Entries: deletion }),
    );
    expect(deleted.Failed).toMatchObject([{ Id: 'none', Code: 'ReceiptHandleIsInvalid' }]);
    expect(await caller.figures('Jobs')).toEqual([0, 0, 0]);
  });

  test.each([
    ['no entry', [], 'EmptyBatchRequest'],
    ['two entries of one id', ['a', 'a'], 'BatchEntryIdsNotDistinct'],
    ['an id that cannot be one', ['a b'], 'InvalidBatchEntryId'],
    ['eleven entries', Array.from('abcdefghijk'), 'TooManyEntriesInBatchRequest'],
  ])('with %s is refused', async (_, ids, name) => {
    const Entries = ids.map((Id) => ({ Id, MessageBody: Id }));
    const batch = new SendMessageBatchCommand({ QueueUrl: caller.url('Jobs'), Entries });
    expect(await caller.reason(caller.client.send(batch))).toBe(name);
  });

  test('with more than a mebibyte is refused', async () => {
    const Entries = Array.from({ length: 5 }, (_, n) => ({ Id: `${n}`, MessageBody: 'x'.repeat(250_000) }));
    const batch = new SendMessageBatchCommand({ QueueUrl: caller.url('Jobs'), Entries });
    expect(await caller.reason(caller.client.send(batch))).toBe('BatchRequestTooLong');
  });
});
