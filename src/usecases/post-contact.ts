import type { Contact } from '../domain/contact.ts';
import { putContactWrite } from '../table/contact.ts';
import { type Created, create } from './once.ts';

/** Keeps a message to whoever runs the whiteboard; it is mailed afterwards. @throws Refusal `idempotency-key-reused`, `unavailable` */
export const postContact = (content: Omit<Contact, 'id'>, key?: string): Promise<Created<Contact>> =>
  create(key === undefined ? undefined : { scope: 'post-contact', key, payload: content }, {
    answer: ({ id }) => ({ id, ...content }),
    writes: ({ id }) => [putContactWrite({ id, ...content })],
  });
