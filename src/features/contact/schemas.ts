import * as z from 'zod';
import { type Contact, contactCreatedAt } from '../../domain/contact.ts';
import { DISPLAY_NAME_MAX_LENGTH, TEXT_MAX_LENGTH } from '../../domain/limits.ts';
import { email } from '../../lambda/schemas/email.ts';
import { text } from '../../lambda/schemas/text.ts';

/** The body of `POST /contact`. The name has one line and no control characters, so it cannot inject a mail header. */
export const NewContact = z
  .strictObject({
    name: text({ label: 'name', max: DISPLAY_NAME_MAX_LENGTH, lines: 'one' }),
    email: email('email'),
    message: text({ label: 'message', max: TEXT_MAX_LENGTH }),
  })
  .meta({
    id: 'NewContact',
    examples: [{ name: 'Ada', email: 'ada@example.com', message: 'May we use your whiteboard at school?' }],
  });

/** The answer to the sender. It does not repeat the message: the API never returns it. */
export const ContactView = z.strictObject({ id: z.string(), createdAt: z.iso.datetime() }).meta({ id: 'Contact' });

export const contactView = (contact: Contact): z.infer<typeof ContactView> => ({
  id: contact.id,
  createdAt: contactCreatedAt(contact),
});
