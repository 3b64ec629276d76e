import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { startMeter } from '../meter.ts';
import { describeError, log } from '../observability.ts';

/** One line a request: its route, status, duration in milliseconds and capacity units; for a 5xx, also why. */
export const requestLog = (): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => {
  let read = startMeter();
  const finish = (event: APIGatewayProxyEventV2, status = 500, error?: Error | null): void => {
    const line = { event: 'request', route: event.routeKey, status, ...read() };
    if (status < 500) log.info(line);
    else log.error({ ...line, error: describeError(error?.cause ?? error) });
  };
  return {
    before: () => {
      read = startMeter();
    },
    after: ({ event, response }) => finish(event, response?.statusCode),
    onError: ({ event, response, error }) => finish(event, response?.statusCode, error),
  };
};
