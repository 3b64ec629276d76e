import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { clientOptions } from '../aws.ts';

const { OWNER_EMAIL, SENDER_EMAIL } = z
  .object({ OWNER_EMAIL: z.string(), SENDER_EMAIL: z.string() })
  .parse(process.env);

const client = new SESv2Client(clientOptions);

/** A mail to whoever runs the whiteboard. No part of it but `text` may hold a line break. */
export type Mail = { subject: string; text: string; replyTo: string };

/**
 * Sends a mail. Its parts are separate fields of the request, and SES writes the headers: there is no header that text
 * could break out of. @throws Error when SES did not take it
 */
export const sendMail = async ({ subject, text, replyTo }: Mail): Promise<void> => {
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: SENDER_EMAIL,
      Destination: { ToAddresses: [OWNER_EMAIL] },
      ReplyToAddresses: [replyTo],
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: { Text: { Data: text, Charset: 'UTF-8' } },
        },
      },
    }),
  );
};
