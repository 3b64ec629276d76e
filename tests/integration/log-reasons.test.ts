import type { Context } from 'aws-lambda';
import { lifecycle } from '../../src/features/live/socket/lifecycle.ts';
import { endpoint } from '../../src/lambda/http/endpoint.ts';
import type { Route } from '../../src/lambda/http/route.ts';
import { httpEvent, lambdaContext } from '../support/request.ts';

const route = { summary: '', auth: 'none', request: {}, success: {}, refusals: [] } satisfies Route;

/** The reason in a function's log line for a 5xx answer. */
describe('a 5xx has its reason in the log', () => {
  const logged: Record<string, unknown>[] = [];
  beforeEach(() => {
    logged.length = 0;
    jest.spyOn(console, 'error').mockImplementation((entry) => void logged.push(entry));
  });

  const socketEvent = { requestContext: { connectionId: 'c', routeKey: '$connect', identity: { sourceIp: '' } } };
  const behindRoute = (work: () => Promise<never>, context: Context) => endpoint(route, work)(httpEvent({}), context);
  const behindSocket = (work: () => Promise<never>, context: Context) =>
    lifecycle(work)(socketEvent, context).catch(() => undefined);

  const failures: [string, () => Promise<never>, unknown][] = [
    ['an error', () => Promise.reject(new Error('out of chalk')), { name: 'Error', message: 'out of chalk' }],
    [
      'an error with a cause that is none',
      () => Promise.reject(new Error('out of chalk', { cause: { package: 'crayons' } })),
      { message: 'out of chalk', cause: { message: 'an object with: package' } },
    ],
    ['an object', () => Promise.reject({ reason: 1 }), { message: 'an object with: reason' }],
    ['a text', () => Promise.reject('no chalk'), { message: 'no chalk' }],
    ['nothing', () => Promise.reject(undefined), { message: 'undefined' }],
  ];

  test.each(failures)('behind a route: %s', async (_what, work, error) => {
    await behindRoute(work, lambdaContext());
    expect(logged).toMatchObject([{ status: 500, error }]);
  });

  test.each(failures)('behind the socket: %s', async (_what, work, error) => {
    await behindSocket(work, lambdaContext());
    expect(logged).toMatchObject([{ status: 500, error }]);
  });

  test.each([
    ['a route', behindRoute],
    ['the socket', behindSocket],
  ])('behind %s: the time that is over', async (_where, run) => {
    const late = lambdaContext({ getRemainingTimeInMillis: () => 20 });
    await run(() => new Promise<never>(() => {}), late);
    expect(logged).toMatchObject([{ error: { name: 'TimeoutError', message: expect.stringMatching(/[a-z]/i) } }]);
    expect(JSON.stringify(logged)).not.toContain('[object Object]');
  });
});
