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
 * One attempt only: after a lost answer the mail may have been sent, and the queue tries again later anyway. The limit
 * (milliseconds) leaves SES time for a slow answer, and the function time for its other requests.
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

/** The error without its message and stack: errors are logged, and messages of SES contain mail addresses. */
const withoutWords = (error: unknown): Error => {
  const { name, $metadata } = error as Partial<SESv2ServiceException>;
  const { httpStatusCode = 'none', requestId = 'none' } = $metadata ?? {};
  return new Error(`SES did not accept a mail: ${name}, status ${httpStatusCode}, request ${requestId}`);
};

/** A mail to the operator of the whiteboard. Only `text` may contain line breaks. */
export type Mail = { subject: string; text: string; replyTo: string };

/**
 * Sends a mail. Its parts are separate fields of the request, and SES writes the headers, so no text can inject a
 * header.
 * @throws Error when SES did not accept it, or did not answer in time; the error contains nothing of the mail
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
