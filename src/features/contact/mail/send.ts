import { SESv2Client, type SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { awsClient, ENDPOINT } from '../../../aws.ts';
import { fromEnvironment } from '../../../environment.ts';
import { headerText } from './encoded-words.ts';

const addresses = fromEnvironment({ OWNER_EMAIL: z.string(), SENDER_EMAIL: z.string() }, (env) => ({
  owner: env.OWNER_EMAIL,
  sender: env.SENDER_EMAIL,
}));

/**
 * Sent once: a lost answer does not say that the mail was not taken, and the queue tries again anyway, later. SES gets the
 * time for a slow answer (milliseconds); the function's other requests fit into what is left of its timeout.
 */
const client = awsClient(
  { AWS_ENDPOINT_URL_SESV2: ENDPOINT },
  (options) =>
    new SESv2Client({
      ...options,
      maxAttempts: 1,
      requestHandler: { ...options.requestHandler, requestTimeout: 10_000 },
    }),
);

/** SES names mail addresses in its messages, and what is thrown here is logged: its words, and its stack, stay behind. */
const withoutWords = (error: unknown): Error => {
  const { name, $metadata } = error as Partial<SESv2ServiceException>;
  const { httpStatusCode = 'none', requestId = 'none' } = $metadata ?? {};
  return new Error(`SES did not take a mail: ${name}, status ${httpStatusCode}, request ${requestId}`);
};

/** A mail to whoever runs the whiteboard. No part of it but `text` may hold a line break. */
export type Mail = { subject: string; text: string; replyTo: string };

/**
 * Sends a mail. Its parts are separate fields of the request, and SES writes the headers: there is no header that text
 * could break out of. @throws Error when SES did not take it, or did not say so in time; it repeats nothing of the mail
 */
export const sendMail = async ({ subject, text, replyTo }: Mail): Promise<void> => {
  const command = new SendEmailCommand({
    FromEmailAddress: addresses().sender,
    Destination: { ToAddresses: [addresses().owner] },
    ReplyToAddresses: [replyTo],
    Content: {
      Simple: {
        Subject: { Data: headerText(subject), Charset: 'UTF-8' },
        Body: { Text: { Data: text, Charset: 'UTF-8' } },
      },
    },
  });
  await client()
    .send(command)
    .catch((error) => {
      throw withoutWords(error);
    });
};
