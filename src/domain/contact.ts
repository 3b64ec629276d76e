import { timeOfId } from './id.ts';

/** What somebody wrote to whoever runs the whiteboard. When is part of its id, a ULID. */
export type Contact = { id: string; name: string; email: string; message: string };

export const contactCreatedAt = ({ id }: Pick<Contact, 'id'>): string => timeOfId(id).toISOString();
