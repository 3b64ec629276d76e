import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { BODY_MAX_BYTES } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';

const PARSER = '@middy/http-json-body-parser';
const EXAMPLE = `with curl: -H 'content-type: application/json' -d '{"…": "…"}'`;

/** What `@middy/http-json-body-parser` throws: `data` is the content type, the body, or a forbidden key. */
type ParserError = Error & { statusCode: number; cause: { package: string; data?: string; message?: string } };

const isParserError = (error: unknown): error is ParserError =>
  error instanceof Error && (error as Partial<ParserError>).cause?.package === PARSER;

const translated = ({ statusCode, cause }: ParserError): Refusal => {
  if (statusCode === 415) {
    const got = cause.data ? `, not as ${cause.data}` : '';
    return new Refusal('unsupported-media-type', `Send the body as application/json${got}; ${EXAMPLE}`);
  }
  if (!cause.data) return new Refusal('malformed-json', `The body is empty. Send a JSON object; ${EXAMPLE}`);
  if (cause.message) return new Refusal('malformed-json', `The body is not JSON: ${cause.message}.`);
  const detail = `the member name "${cause.data}" is reserved`;
  return new Refusal('invalid-fields', `${detail}.`, { errors: [{ detail, pointer: `#/${cause.data}` }] });
};

const byteLength = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): number =>
  Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');

/** Refuses a body that is larger than any valid one. */
const bodyLimit = (): MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: ({ event }) => {
    const bytes = byteLength(event);
    if (bytes > BODY_MAX_BYTES) {
      throw new Refusal('payload-too-large', `The body has ${bytes} bytes; at most ${BODY_MAX_BYTES} are read.`);
    }
  },
});

/** Parses a JSON body in place, and says what is wrong with one that cannot be parsed in this API's own terms. */
export const jsonBody = (): MiddlewareObj<APIGatewayProxyEventV2>[] => [
  bodyLimit(),
  {
    ...httpJsonBodyParser(),
    onError: (request) => {
      if (isParserError(request.error)) request.error = translated(request.error);
    },
  } as MiddlewareObj<APIGatewayProxyEventV2>,
];
