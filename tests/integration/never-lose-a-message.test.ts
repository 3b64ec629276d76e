import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { runs } from 'sam-offline/testing/runs';
import { withPermissionsOf } from '../support/permissions.ts';
import { httpEvent, lambdaContext } from '../support/request.ts';
import { invoke, useWhiteboard } from '../support/whiteboard.ts';

/** Posts of each function, by twos. */
const PAIRS = runs(13).numRuns;

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** A copy of the function with a state of its own, as in another execution environment. */
const anotherFunction = async (): Promise<Handler> => {
  const loaded: { handler?: Handler } = {};
  await jest.isolateModulesAsync(async () => {
    Object.assign(loaded, await import('../../src/features/messages/post-message.function.ts'));
  });
  if (!loaded.handler) throw new Error('the function has no handler');
  return loaded.handler;
};

const everyId = async (): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: Record<string, string> = { limit: '100', ...(cursor && { cursor }) };
    const { body } = await invoke('list-messages', { path: '/messages', query });
    ids.push(...(body.messages as { id: string }[]).map(({ id }) => id));
    cursor = body.nextCursor as string | null;
  }
  return ids;
};

describe('no message is ever lost', () => {
  useWhiteboard();

  test(`${4 * 2 * PAIRS} posts in the same millisecond, from four functions at once, are all there`, async () => {
    const functions: Handler[] = [];
    for (let n = 0; n < 4; n += 1) functions.push(await anotherFunction());
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 21, 12));
    const post = async (handler: Handler, text: string): Promise<string> => {
      const event = httpEvent({ method: 'POST', path: '/messages', body: { author: 'Ada', text } });
      const { statusCode, body = '{}' } = await withPermissionsOf('post-message', () =>
        handler(event, lambdaContext()),
      );
      expect(statusCode).toBe(201);
      return JSON.parse(body).id;
    };
    // Lambda hands a function one request at a time; two at once are more than it will ever see.
    const inPairs = async (handler: Handler): Promise<string[]> => {
      const ids: string[] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        ids.push(...(await Promise.all([1, 2].map((n) => post(handler, `${pair} ${n}`)))));
      }
      return ids;
    };
    const posted = (await Promise.all(functions.map(inPairs))).flat();
    clock.mockRestore();
    const times = new Set(posted.map((id) => id.slice(0, 10)));
    expect(posted).toHaveLength(4 * 2 * PAIRS);
    expect(times.size).toBe(1);
    expect((await everyId()).sort()).toEqual(posted.sort());
  });
});
