import { randomUUID } from 'node:crypto';
import { parseInput } from '../aws-api/input.ts';
import { type Service, ServiceError, type ServiceRequest, type ServiceResponse } from '../aws-api/service.ts';
import { messageOf } from '../failure.ts';
import { badRequest } from './addresses.ts';
import { type Mail, readMail } from './mail.ts';
import { putIntoOutbox } from './outbox.ts';

export type SesOptions = {
  /** The folder that mails land in. */
  outbox: string;
  /** Epoch milliseconds */
  now?: () => number;
  /** Told of every mail. */
  log(text: string): void;
  /** Told of those that could not be written. */
  logError(text: string): void;
};

/**
 * Amazon SES v2 as far as it sends mails. None leaves this machine: each becomes a file of the outbox.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export const createSes =
  (options: SesOptions): Service =>
  (request) => {
    if (!request.path.startsWith('/v2/email/')) return undefined;
    return answer(() => sendEmail(request, options));
  };

const sendEmail = async (
  { method, path, body }: ServiceRequest,
  { outbox, now = Date.now, log, logError }: SesOptions,
) => {
  if (method !== 'POST' || path !== '/v2/email/outbound-emails') {
    throw new ServiceError('UnknownOperationException', `The local runner has no ${method} ${path}.`, 404);
  }
  const mail = readMail(parseInput(body));
  const time = now();
  const messageId = `${time.toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
  const composed = await compose(mail, { messageId, time });
  try {
    log(`Mail: ${await putIntoOutbox(outbox, { messageId, time, mail: composed })}`);
  } catch (error) {
    logError(`A mail could not be written to the outbox: ${messageOf(error)}`);
    throw new ServiceError('InternalFailure', 'The outbox cannot be written', 500);
  }
  return { MessageId: messageId };
};

/** A composed mail, as RFC 5322 has it. Unlike on its way, it tells of hidden recipients: nobody else can. */
const compose = async (mail: Mail, { messageId, time }: { messageId: string; time: number }): Promise<Buffer> => {
  if ('raw' in mail) return mail.raw;
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const node = new MailComposer({
    ...mail.options,
    date: new Date(time),
    messageId: `<${messageId}@localhost>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  node.keepBcc = true;
  return node.build();
};

const answer = async (run: () => Promise<object>): Promise<ServiceResponse> => {
  const headers = { 'content-type': 'application/json' };
  try {
    return { status: 200, headers, body: JSON.stringify(await run()) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, status, message } = MALFORMED.has(error.code) ? badRequest(error.message) : error;
    return { status, headers: { ...headers, 'x-amzn-errortype': code }, body: JSON.stringify({ message }) };
  }
};

/** Other services' words for a request that isn't one. */
const MALFORMED = new Set(['InvalidParameterValue', 'MissingParameter', 'SerializationException']);
