import addressparser from 'nodemailer/lib/addressparser';
import { ServiceError } from '../aws-api/service.ts';

export type Address = { name: string; address: string };

/** The encoded words of RFC 2047, which is how SES wants names that aren't ASCII. */
const ENCODED_WORD = /=\?([\w-]+)\?([BQ])\?([^?\s]*)\?=/gi;

/** @throws ServiceError BadRequestException for what isn't one address, with or without a name */
export const readAddress = (text: string): Address => {
  if (/\p{Cc}/u.test(text)) throw badRequest('Address contains control or whitespace characters');
  const [parsed, ...others] = addressparser(text, { flatten: true });
  const address = parsed?.address ?? '';
  const [, local = '', domain = ''] = /^([^\s@<>]+)@([^\s@<>]+)$/.exec(address) ?? [];
  if (local === '' || others.length > 0) throw badRequest(`Illegal address: ${text}`);
  if (/[^\x21-\x7e]/.test(local + domain)) throw badRequest(`Address contains non-ASCII characters: ${address}`);
  return { name: decodeWords(parsed?.name ?? ''), address };
};

const decodeWords = (text: string): string =>
  text
    // Blanks between two encoded words only separate them.
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(ENCODED_WORD, (word, charset: string, encoding: string, content: string) => {
      const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(content, 'base64') : fromQ(content);
      try {
        return new TextDecoder(charset).decode(bytes).replace(/\p{Cc}/gu, ' ');
      } catch {
        return word;
      }
    });

const fromQ = (content: string): Buffer => {
  const text = content.replaceAll('_', ' ');
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_code, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );
};

/** SES's error for a request that it can't make a mail of. */
export const badRequest = (message: string): ServiceError => new ServiceError('BadRequestException', message);
