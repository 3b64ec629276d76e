import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Admission } from '../domain/live.ts';
import { nowInSeconds } from '../domain/message.ts';
import { client, table } from './client.ts';
import { ticketKeys } from './keys.ts';

/** What a ticket lets in; `until` (epoch seconds) is how long a connection may last, the item's own expiry is the ticket's. */
export type Ticket = Omit<Admission, 'expiresAt'> & { until: number };

/** Access pattern "give a ticket away". @param digest SHA-256 of the ticket, in hexadecimal */
export const putTicket = async (digest: string, ticket: Ticket, expiresAt: number): Promise<void> => {
  const Item = marshall({ ...ticketKeys(digest), ...ticket, expiresAt }, { removeUndefinedValues: true });
  await client().send(new PutItemCommand({ ...table(), Item }));
};

/** Access pattern "take a ticket": one conditional write, so that of two who bring it one is let in. */
export const takeTicket = async (digest: string): Promise<Ticket | undefined> => {
  try {
    const { Attributes = {} } = await client().send(
      new DeleteItemCommand({
        ...table(),
        Key: marshall(ticketKeys(digest)),
        ConditionExpression: 'expiresAt > :now',
        ExpressionAttributeValues: marshall({ ':now': nowInSeconds() }),
        ReturnValues: 'ALL_OLD',
      }),
    );
    const { PK, SK, expiresAt, ...ticket } = unmarshall(Attributes);
    return ticket as Ticket;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
