import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Change } from '../domain/change.ts';
import type { Attributes } from './batch.ts';
import { boardOf } from './board.ts';
import { contactOf } from './contact.ts';
import { entityOf, idIn } from './keys.ts';
import { fromItem, type Item } from './message-item.ts';

const READ = {
  message: (item: Item) => fromItem(item).message,
  board: (item: Item) => boardOf(unmarshall(item) as Attributes),
  contact: (item: Item) => contactOf(unmarshall(item) as Attributes),
  member: (item: Item) => unmarshall(item),
};

/**
 * What a record of the table's stream tells; undefined for what nobody follows. A deletion by the table's time to live is
 * told by its user identity.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
 */
export const changeOf = ({ eventID, dynamodb = {}, userIdentity }: DynamoDBRecord): Change | undefined => {
  const { Keys = {}, OldImage, NewImage, ApproximateCreationDateTime = 0 } = dynamodb;
  const keys = unmarshall(Keys as Item) as { PK: string; SK: string };
  const entity = entityOf(keys);
  if (!entity || !eventID) return undefined;
  const state = (image: typeof OldImage) => image && READ[entity](image as Item);
  return {
    id: eventID,
    at: new Date(ApproximateCreationDateTime * 1_000),
    expired: userIdentity?.principalId === 'dynamodb.amazonaws.com',
    entity,
    ...(entity === 'member' && { userId: idIn(keys.SK) }),
    before: state(OldImage),
    after: state(NewImage),
  } as Change;
};
