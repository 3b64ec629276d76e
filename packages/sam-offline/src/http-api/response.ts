import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isHopByHop } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';

/** Why the gateway answers itself: status and text are those of HTTP APIs. */
const OWN_ANSWERS = {
  badRequest: [400, 'Bad Request'],
  unauthorized: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  notFound: [404, 'Not Found'],
  tooLarge: [413, 'Request Entity Too Large'],
  expectationFailed: [417, 'Expectation Failed'],
  tooManyRequests: [429, 'Too Many Requests'],
  headersTooLarge: [431, 'Request Header Fields Too Large'],
  internalError: [500, 'Internal Server Error'],
  unavailable: [503, 'Service Unavailable'],
} as const;

export type OwnAnswer = keyof typeof OWN_ANSWERS;

/** An answer of the gateway's own: `{"message":"Not Found"}`. @param reason says more than HTTP APIs do */
export const ownResponse = (answer: OwnAnswer, reason?: string): GatewayResponse => {
  const [status, text] = OWN_ANSWERS[answer];
  const message = reason ?? text;
  return {
    status,
    headers: new Map([['content-type', ['application/json']]]),
    body: Buffer.from(JSON.stringify({ message })),
  };
};

/**
 * The response that a function's result (as JSON) stands for: an object with a `statusCode` says everything itself,
 * any other value is the body of a 200. An object that API Gateway couldn't use becomes a 500.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const toResponse = (payload: string): GatewayResponse => {
  const result: unknown = JSON.parse(payload);
  if (!isObject(result) || result.statusCode === undefined) return inferredResponse(result, payload);
  try {
    return structuredResponse(result);
  } catch {
    return ownResponse('internalError');
  }
};

type ResultObject = Record<string, unknown>;

const isObject = (value: unknown): value is ResultObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inferredResponse = (result: unknown, payload: string): GatewayResponse => ({
  status: 200,
  headers: new Map([['content-type', ['application/json']]]),
  body: Buffer.from(typeof result === 'string' ? result : payload),
});

/** @throws TypeError for a part of the wrong type */
const structuredResponse = (result: ResultObject): GatewayResponse => {
  const headers = readHeaders(result.headers);
  const cookies = readCookies(result.cookies);
  if (cookies.length > 0) headers.set('set-cookie', cookies);
  const status = readStatus(result.statusCode);
  if (!headers.has('content-type') && hasContent(status)) headers.set('content-type', ['text/plain;charset=UTF-8']);
  const encoding = result.isBase64Encoded === true ? 'base64' : 'utf8';
  return { status, headers, body: Buffer.from(readBody(result.body), encoding) };
};

/** Whether a response of this status carries content at all (RFC 9110, 15.3.5 and 15.4.5). */
export const hasContent = (status: number): boolean => status !== 204 && status !== 304;

const readStatus = (value: unknown): number => {
  const status = typeof value === 'string' ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new TypeError(`${String(value)} is no status`);
  }
  return status;
};

const readBody = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new TypeError('a body must be a string');
  return value;
};

/** What only the gateway says, as everything about the connection. */
const GATEWAYS_OWN = ['apigw-requestid', 'content-length'];

const readHeaders = (value: unknown): Map<string, string[]> => {
  if (value === undefined || value === null) return new Map();
  if (!isObject(value)) throw new TypeError('headers must be an object');
  const headers = new Map<string, string[]>();
  for (const [given, content] of Object.entries(value)) {
    const name = given.toLowerCase();
    if (content === null || GATEWAYS_OWN.includes(name) || isHopByHop(name)) continue;
    if (typeof content === 'object') throw new TypeError(`the header ${name} must be a string`);
    headers.set(name, [checkedValue(name, String(content))]);
  }
  return headers;
};

const readCookies = (value: unknown): string[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new TypeError('cookies must be a list');
  return value.map((cookie) => checkedValue('set-cookie', String(cookie)));
};

/** Header bytes beyond ASCII go out as UTF-8, which Node takes as Latin-1 text. */
const checkedValue = (name: string, text: string): string => {
  const value = Buffer.from(text).toString('latin1');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  return value;
};
