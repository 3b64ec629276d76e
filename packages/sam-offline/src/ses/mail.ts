import type { Headers, Options } from 'nodemailer/lib/mailer';
import { type Input, object, objects, requiredText, text, texts } from '../aws-api/input.ts';
import { type Address, badRequest, readAddress } from './addresses.ts';

/** A mail of SES's to be composed, or one that is composed already. */
export type Mail = { options: Options } | { raw: Buffer };

const MOST_RECIPIENTS = 50;

/**
 * What SendEmail is asked to send. Configuration sets, tags and identities are accepted: they are about delivery.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 * @throws ServiceError for what SES refuses, and for content that only SES has (templates, attachments)
 */
export const readMail = (input: Input): Mail => {
  const sender = text(input, 'FromEmailAddress');
  const from = sender === undefined ? undefined : readAddress(sender);
  const [to, cc, bcc] = recipients(input);
  const replyTo = texts(input, 'ReplyToAddresses').map(readAddress);
  const content = object(input, 'Content');
  const raw = content && object(content, 'Raw');
  if (raw) return { raw: Buffer.from(requiredText(raw, 'Data'), 'base64') };
  const simple = content && object(content, 'Simple');
  if (simple === undefined) throw badRequest('Content has neither Simple nor Raw; the local runner has no templates');
  if (from === undefined) throw badRequest('FromEmailAddress is missing');
  if (to.length + cc.length + bcc.length === 0) throw badRequest('Destination has no address');
  return { options: { from, to, cc, bcc, replyTo, ...simpleContent(simple) } };
};

const recipients = (input: Input): [Address[], Address[], Address[]] => {
  const destination = object(input, 'Destination') ?? {};
  const read = (name: string) => texts(destination, name).map(readAddress);
  const lists: ReturnType<typeof recipients> = [read('ToAddresses'), read('CcAddresses'), read('BccAddresses')];
  if (lists.flat().length > MOST_RECIPIENTS) throw badRequest(`Recipient count exceeds ${MOST_RECIPIENTS}`);
  return lists;
};

const simpleContent = (simple: Input): Options => {
  if (simple.Attachments !== undefined) throw badRequest('Attachments: the local runner takes them as Raw only');
  const subject = object(simple, 'Subject');
  const body = object(simple, 'Body');
  const [plain, html] = ['Text', 'Html'].map((name) => {
    const part = body && object(body, name);
    return part && text(part, 'Data');
  });
  if (subject === undefined) throw badRequest('Subject is missing');
  if (plain === undefined && html === undefined) throw badRequest('Body has neither Text nor Html');
  return {
    subject: oneLine('Subject', text(subject, 'Data') ?? ''),
    ...(plain !== undefined && { text: plain }),
    ...(html !== undefined && { html }),
    headers: objects(simple, 'Headers').map(header),
  };
};

const header = (fields: Input): Headers & { key: string; value: string } => {
  const key = requiredText(fields, 'Name');
  if (!/^[\x21-\x39\x3b-\x7e]+$/.test(key)) throw badRequest(`Illegal header '${oneLine('Header', key)}'`);
  return { key, value: oneLine(key, requiredText(fields, 'Value')) };
};

/** A line break would begin another header. */
const oneLine = (name: string, value: string): string => {
  if (/[\r\n\0]/.test(value)) throw badRequest(`${name} contains a line break`);
  return value;
};
