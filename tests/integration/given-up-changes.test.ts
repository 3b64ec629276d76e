import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBRecord } from 'aws-lambda';
import { type ServedBackground, serveBackground } from '../support/background.ts';
import { done } from '../support/calls.ts';
import { posted, remove, token } from '../support/messages.ts';
import { guest } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { expired, streamRecords } from '../support/stream.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

/** The output of each version of the AWS CLI for a time in epoch seconds, in a European time zone. */
const PRINTED_TIME = {
  'version 1': (seconds: number) => seconds,
  'version 2': (seconds: number) => `${new Date((seconds + 3_600) * 1_000).toISOString().slice(0, 19)}+01:00`,
};

const HAPPENED = Date.parse('2026-02-03T23:30:00Z') / 1_000;

/** A record as `aws dynamodbstreams get-records` prints it: names as GetRecords has them, binary values in Base64. */
const asPrinted = ({ userIdentity: by, dynamodb, ...record }: DynamoDBRecord, time: unknown): DynamoDBRecord => {
  const userIdentity = by && { PrincipalId: by.principalId, Type: by.type };
  const printed = { ...record, dynamodb: { ...dynamodb, ApproximateCreationDateTime: time }, userIdentity };
  const text = JSON.stringify(printed, (_, value) =>
    value?.B ? { B: Buffer.from(Object.values<number>(value.B)).toString('base64') } : value,
  );
  return JSON.parse(text) as DynamoDBRecord;
};

describe('changes that were given up, handed to the function as docs/operations.md says', () => {
  const table = useWhiteboard();
  const outbox = mkdtempSync(join(tmpdir(), 'whiteboard-given-up-'));
  let background: ServedBackground;
  let contactId: string;
  let records: DynamoDBRecord[];

  beforeAll(async () => {
    background = await serveBackground(table.endpoint, outbox);
    await posted({ text: 'counted' });
    const timed = await posted({ text: 'expires', expiresInSeconds: 60 });
    await remove(timed.id, token(timed));
    const body = { name: 'Ada', email: 'ada@example.com', message: 'Hello' };
    contactId = String((await done(guest.call('POST /contact', { body }))).id);
    const isRemoval = ({ eventName }: DynamoDBRecord) => eventName === 'REMOVE';
    records = (await streamRecords(table)).map((record) => (isRemoval(record) ? expired(record) : record));
  });
  afterAll(async () => {
    await background.stop();
    rmSync(outbox, { recursive: true });
  });

  const figures = async () => (await storedItems(table, 'STATS')).map(({ PK, ...sums }) => sums);

  test.each(Object.entries(PRINTED_TIME))('as %s of the AWS CLI prints them', async (_, time) => {
    await background.relay(records.map((record) => asPrinted(record, time(HAPPENED))));
    expect(await figures()).toEqual([{ SK: 'DAY#2026-02-03', messagesPosted: 2, messagesExpired: 1 }]);
    expect(await background.waiting('send-contact')).toContainEqual({ kind: 'send-contact', contactId });
  });
});
