import { type Contact, contactCreatedAt } from '../../domain/contact.ts';
import { queueConsumer } from '../../lambda/consumers/queue.ts';
import { getContact, markMailed } from '../../table/contact.ts';
import { retryLater } from '../changes/queue-backoff.ts';
import { SendContactJob } from '../changes/schemas.ts';
import { sendMail } from './mail/send.ts';

/** The mail about a contact. */
const mailOf = (contact: Contact) => ({
  subject: `Whiteboard: ${contact.name} wrote to you`,
  text: `${contact.name} <${contact.email}> wrote on ${contactCreatedAt(contact)}:\n\n${contact.message}\n`,
  replyTo: contact.email,
});

/**
 * Mails a contact to the operator of the whiteboard, unless it was mailed before. If the function dies between sending
 * and recording it, the mail is sent twice rather than never.
 * @throws Error when the mail was not accepted
 */
const sendContact = async (id: string): Promise<void> => {
  const contact = await getContact(id);
  if (!contact || contact.mailedAt) return;
  await sendMail(mailOf(contact));
  await markMailed(id, new Date());
};

export const handler = queueConsumer({
  schema: SendContactJob,
  work: ({ body }) => sendContact(body.contactId),
  onFailure: retryLater,
});
