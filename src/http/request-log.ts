import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ConsumedCapacity, capacityChannel, describeError, log } from '../observability.ts';

/** An execution environment serves one request at a time, so one sum is enough. */
let capacityUnits = 0;
capacityChannel.subscribe((message) => {
  capacityUnits += (message as ConsumedCapacity).units;
});

/** One line a request: its route, status, duration in milliseconds and capacity units; for a 5xx, also why. */
export const requestLog = (): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => {
  let started = 0;
  const finish = (event: APIGatewayProxyEventV2, status = 500, error?: Error | null): void => {
    const durationMs = Math.round((performance.now() - started) * 10) / 10;
    const line = { event: 'request', route: event.routeKey, status, durationMs, capacityUnits };
    if (status < 500) log.info(line);
    else log.error({ ...line, error: describeError(error?.cause ?? error) });
  };
  return {
    before: () => {
      started = performance.now();
      capacityUnits = 0;
    },
    after: ({ event, response }) => finish(event, response?.statusCode),
    onError: ({ event, response, error }) => finish(event, response?.statusCode, error),
  };
};
