import { timeOfId } from './id.ts';

/** A message to the operator of the whiteboard. Its id is a ULID, which contains its time. */
export type Contact = { id: string; name: string; email: string; message: string };

export const contactCreatedAt = ({ id }: Pick<Contact, 'id'>): string => timeOfId(id).toISOString();
