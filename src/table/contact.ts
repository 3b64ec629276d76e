import { type Contact, contactCreatedAt } from '../domain/contact.ts';
import { contactKeys } from './keys.ts';
import type { Item } from './kit/item.ts';
import { CONSISTENT, getItem } from './kit/read.ts';
import { IS_NEW, type PutWrite, put, sendUpdate, update } from './kit/write.ts';

/** The month comes from the id's time. */
const keysOf = (contact: Pick<Contact, 'id'>) => contactKeys(contact.id, contactCreatedAt(contact).slice(0, 7));

/** Reads what `putContactWrite` stores, with the time of its mail (RFC 3339) if one was sent. */
export const contactOf = (item: Item): Contact & { mailedAt?: string } => {
  const { PK, SK, ...contact } = item as Item & Omit<Contact, 'id'>;
  return { id: SK, ...contact };
};

/** A new message to the operator. */
export const putContactWrite = ({ id, ...attributes }: Contact): PutWrite =>
  put({ ...keysOf({ id }), ...attributes }, IS_NEW);

/** Access pattern "a message to the owner": one read unit for each started 4 KB. */
export const getContact = async (id: string): Promise<ReturnType<typeof contactOf> | undefined> => {
  const item = await getItem(keysOf({ id }), CONSISTENT);
  return item && contactOf(item);
};

/** Access pattern "it was mailed". @throws Error when there is no such message */
export const markMailed = async (id: string, time: Date): Promise<void> => {
  const { refused } = await sendUpdate(
    update(keysOf({ id }), 'SET mailedAt = :time', {
      condition: 'attribute_exists(PK)',
      values: { ':time': time.toISOString() },
    }),
  );
  if (refused) throw new Error('The message of a sent mail no longer exists');
};
