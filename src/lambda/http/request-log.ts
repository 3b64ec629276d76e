import type { MiddlewareObj } from '@middy/core';
import { describeError, log } from '../../observability.ts';
import { startMeter } from '../meter.ts';
import { thrown } from './problem.ts';

/** An event of the HTTP API or of the WebSocket API. */
type Logged = { requestContext: { routeKey: string } };

/**
 * One log line for each request: its route, status, duration in milliseconds and capacity units; for a 5xx, also the
 * error.
 */
export const requestLog = (): MiddlewareObj<Logged, { statusCode?: number | undefined }> => {
  let read = startMeter();
  const finish = (event: Logged, status = 500, error?: Error | null): void => {
    const line = { event: 'request', route: event.requestContext.routeKey, status, ...read() };
    if (status < 500) log.info(line);
    else log.error({ ...line, error: describeError(thrown(error)) });
  };
  return {
    before: () => {
      read = startMeter();
    },
    after: ({ event, response }) => finish(event, response?.statusCode),
    onError: ({ event, response, error }) => finish(event, response?.statusCode, error),
  };
};
