import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Contact, contactCreatedAt } from '../domain/contact.ts';
import type { Attributes } from './batch.ts';
import { CONSISTENT, client, table } from './client.ts';
import { contactKeys } from './keys.ts';
import type { Write } from './transaction.ts';

/** The month is that of the id's time. */
const keysOf = (contact: Pick<Contact, 'id'>) => contactKeys(contact.id, contactCreatedAt(contact).slice(0, 7));

/** The inverse of what `putContactWrite` stores, with the time of its mail (RFC 3339) once that was sent. */
export const contactOf = (attributes: Attributes): Contact & { mailedAt?: string } => {
  const { PK, SK, ...contact } = attributes as Attributes & Omit<Contact, 'id'>;
  return { id: SK, ...contact };
};

/** A new message to the owner, as a part of a transaction. */
export const putContactWrite = ({ id, ...attributes }: Contact): Write => ({
  Put: {
    TableName: table().TableName,
    Item: marshall({ ...keysOf({ id }), ...attributes }),
    ConditionExpression: 'attribute_not_exists(PK)',
  },
});

/** Access pattern "a message to the owner": one read unit a started 4 KB. */
export const getContact = async (id: string): Promise<ReturnType<typeof contactOf> | undefined> => {
  const { Item } = await client().send(
    new GetItemCommand({ ...table(), ...CONSISTENT, Key: marshall(keysOf({ id })) }),
  );
  return Item && contactOf(unmarshall(Item) as Attributes);
};

/** Access pattern "it was mailed". */
export const markMailed = async (id: string, time: Date): Promise<void> => {
  await client().send(
    new UpdateItemCommand({
      ...table(),
      Key: marshall(keysOf({ id })),
      UpdateExpression: 'SET mailedAt = :time',
      ConditionExpression: 'attribute_exists(PK)',
      ExpressionAttributeValues: marshall({ ':time': time.toISOString() }),
    }),
  );
};
