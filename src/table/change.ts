import type { DynamoDBRecord } from 'aws-lambda';
import type { Change } from '../domain/change.ts';
import { boardOf } from './board.ts';
import { connectionOf } from './connection.ts';
import { contactOf } from './contact.ts';
import { entityOf } from './keys.ts';
import { type Item, plain, type Spelled } from './kit/item.ts';
import { linkOf } from './link.ts';
import { memberOf } from './member.ts';
import { fromItem } from './message-item.ts';

const READ = {
  message: (item: Item) => fromItem(item).message,
  board: boardOf,
  contact: contactOf,
  member: memberOf,
  link: linkOf,
  connection: connectionOf,
};

/** Sequence numbers have up to 40 digits, and grow with each change of an item.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html */
const POSITION_DIGITS = 40;

/** Lambda passes epoch seconds; the AWS CLI prints RFC 3339. */
const timeOf = (time: number | string): Date => new Date(typeof time === 'number' ? time * 1_000 : time);

/** The user identity of a change by AWS itself. Lambda spells its members in lower case, GetRecords with capitals. */
type Identity = { principalId?: string; PrincipalId?: string };

/**
 * The `mutationId` of this change. An older one stays on the message until the next change with an id, so only a new
 * one counts.
 */
const newMutationId = (before: Image, after: Image): string | undefined =>
  after?.mutationId?.S === before?.mutationId?.S ? undefined : after?.mutationId?.S;

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/**
 * The change that a record of the table's stream describes; undefined for other kinds of items. The user identity marks
 * a deletion by time to live.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
 */
export const changeOf = ({ eventID, dynamodb = {}, userIdentity }: DynamoDBRecord): Change | undefined => {
  const { Keys = {}, OldImage, NewImage, ApproximateCreationDateTime = 0, SequenceNumber = '' } = dynamodb;
  const { principalId, PrincipalId }: Identity = userIdentity ?? {};
  const entity = entityOf(plain(Keys as Spelled));
  if (!entity || !eventID) return undefined;
  const state = (image: typeof OldImage) => image && READ[entity](plain(image as Spelled));
  return {
    id: eventID,
    position: SequenceNumber.padStart(POSITION_DIGITS, '0'),
    at: timeOf(ApproximateCreationDateTime),
    expired: (principalId ?? PrincipalId) === 'dynamodb.amazonaws.com',
    entity,
    ...(entity === 'message' && { mutationId: newMutationId(OldImage, NewImage) }),
    before: state(OldImage),
    after: state(NewImage),
  } as Change;
};
