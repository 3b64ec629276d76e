import { isUtf8 } from 'node:buffer';
import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parse } from 'content-type';
import { BODY_MAX_BYTES } from '../../domain/limits.ts';
import { Refusal } from '../../domain/refusal.ts';

const PARSER = '@middy/http-json-body-parser';
const EXAMPLE = `with curl: -H 'content-type: application/json' -d '{"…": "…"}'`;

/** An error of `@middy/http-json-body-parser`. `data` is the body, or a forbidden key. */
type ParserError = Error & { cause: { package: string; data?: string; message?: string } };

const isParserError = (error: unknown): error is ParserError =>
  error instanceof Error && (error as Partial<ParserError>).cause?.package === PARSER;

/** Replaces invisible characters by their numbers: `unexpected token 'U+FEFF'`. */
const visible = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `U+${number.padStart(4, '0')}`;
  });

/** The message of JSON.parse. It names the position, but not always the character. An invisible character is added. */
const parseErrorOf = (message: string, body: string): string => {
  const place = /position (\d+)/.exec(message)?.[1];
  const there = place === undefined ? '' : (body[Number(place)] ?? '');
  return visible(message) + (visible(there) === there ? '' : `, where ${visible(there)} is`);
};

const translated = ({ cause }: ParserError): Refusal => {
  if (!cause.data) return new Refusal('malformed-json', `The body is empty. Send a JSON object; ${EXAMPLE}`);
  if (cause.message) {
    return new Refusal('malformed-json', `The body is not JSON: ${parseErrorOf(cause.message, cause.data)}.`);
  }
  const detail = `the member name "${cause.data}" is reserved`;
  return new Refusal('invalid-fields', `${detail}.`, { errors: [{ detail, pointer: `#/${cause.data}` }] });
};

/** Refuses a body that is larger than any valid body. */
const checkSize = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): void => {
  const bytes = Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes <= BODY_MAX_BYTES) return;
  throw new Refusal('payload-too-large', `The body has ${bytes} bytes; at most ${BODY_MAX_BYTES} are read.`);
};

/** Refuses a body that is declared as compressed. Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.4 */
const checkEncoding = (contentEncoding = ''): void => {
  const codings = contentEncoding.split(',').map((coding) => coding.trim().toLowerCase());
  const found = codings.find((coding) => coding !== '' && coding !== 'identity');
  if (found === undefined) return;
  throw new Refusal('unsupported-media-type', `Send the body as it is, without Content-Encoding: ${found}.`);
};

const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json$/;
const CHARSETS = ['utf-8', 'utf8', 'us-ascii'];

/**
 * Refuses a body that is declared as another type, or in another charset.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.3
 */
const checkType = (contentType = ''): void => {
  const { type, parameters } = parse(contentType);
  if (!JSON_TYPE.test(type)) {
    const got = contentType ? `, not as ${contentType}` : '';
    throw new Refusal('unsupported-media-type', `Send the body as application/json${got}; ${EXAMPLE}`);
  }
  const { charset = 'utf-8' } = parameters;
  if (CHARSETS.includes(charset.toLowerCase())) return;
  throw new Refusal('malformed-json', `The body is declared to be in ${charset}. JSON is sent as UTF-8.`);
};

const NOT_UTF8 = 'The body is not UTF-8. Send it as UTF-8.';

/**
 * The text of a body, without a byte order mark. API Gateway passes JSON as text and replaces each byte that is not
 * UTF-8 by U+FFFD, so the original byte is lost.
 * Source: https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
const textOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string => {
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : undefined;
  if (bytes ? !isUtf8(bytes) : !body.isWellFormed()) throw new Refusal('malformed-json', NOT_UTF8);
  if (!bytes && body.includes('\ufffd')) {
    const hint = 'It has U+FFFD where bytes were no UTF-8; to say U+FFFD itself, write \\ufffd.';
    throw new Refusal('malformed-json', `${NOT_UTF8} ${hint}`);
  }
  return (bytes?.toString('utf8') ?? body).replace(/^\ufeff/, '');
};

/** Replaces the body by its text, if there is one. */
const readText = (): MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: ({ event }) => {
    checkSize(event);
    checkEncoding(event.headers['content-encoding']);
    checkType(event.headers['content-type']);
    Object.assign(event, { body: textOf(event), isBase64Encoded: false });
  },
});

/** Parses a JSON body in place. Turns errors of the parser into refusals of this API. */
export const jsonBody = (): MiddlewareObj<APIGatewayProxyEventV2>[] => [
  readText(),
  {
    ...httpJsonBodyParser({ disableContentTypeCheck: true }),
    onError: (request) => {
      if (isParserError(request.error)) request.error = translated(request.error);
    },
  } as MiddlewareObj<APIGatewayProxyEventV2>,
];
