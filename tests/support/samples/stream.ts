import type { DynamoDBRecord } from 'aws-lambda';
import { CONTACT_ID, DELETED_BOARD_ID, EXAMPLE, NOW } from './example.ts';

type Item = { PK: string; SK: string; [attribute: string]: string | number };

const marshalled = (item: object) =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]),
  );

/** The record of a change, the `n`th of the stream. */
const record = (n: number, eventName: 'INSERT' | 'REMOVE', item: Item): DynamoDBRecord => {
  const { PK, SK } = item;
  return {
    eventID: n.toString(16).padStart(32, '0'),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: NOW / 1_000,
      Keys: marshalled({ PK, SK }),
      [eventName === 'INSERT' ? 'NewImage' : 'OldImage']: marshalled(item),
      SequenceNumber: String(n),
      SizeBytes: 120,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/WhiteboardTable/stream/2026-11-21T12:00:00.000',
  };
};

const { author, text, title, contact } = EXAMPLE.words;

const posted = record(100, 'INSERT', { PK: 'BOARD#main', SK: `MSG#${EXAMPLE.wall.id}`, author, text, version: 1 });
const boardDeleted = record(101, 'REMOVE', {
  PK: `BOARD#${DELETED_BOARD_ID}`,
  SK: '~BOARD',
  ...{ title, owners: 1, version: 1 },
});
const contacted = record(102, 'INSERT', {
  PK: 'CONTACT#2026-11',
  SK: CONTACT_ID,
  ...contact,
});

/** A batch of the table's changes for each function of its stream, by the function's name. */
export const STREAM_EVENTS: Record<string, object> = {
  'fan-out': { Records: [posted] },
  'relay-changes': { Records: [posted, boardDeleted, contacted] },
};
