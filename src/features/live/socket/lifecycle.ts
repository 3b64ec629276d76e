import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { prepare } from '../../../environment.ts';
import { requestLog } from '../../../lambda/http/request-log.ts';

/**
 * The parts of a WebSocket API event that the functions read.
 * Source:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export type SocketEvent = {
  requestContext: { connectionId: string; routeKey: string; identity: { sourceIp: string } };
  queryStringParameters?: Record<string, string>;
  /** Only in messages: their text. */
  body?: string;
};

/** A Lambda handler behind a route of the WebSocket API. */
export type SocketHandler = (event: SocketEvent, context: Context) => Promise<{ statusCode: number }>;

/**
 * The middy stack of `$connect` and `$disconnect`.
 * @param work returns the status; at `$connect` any status but 200 refuses
 */
export const lifecycle = (work: (event: SocketEvent) => Promise<number>): SocketHandler => {
  prepare();
  return middy<SocketEvent, { statusCode: number }>()
    .use(requestLog())
    .handler(async (event) => ({ statusCode: await work(event) })) as unknown as SocketHandler;
};
