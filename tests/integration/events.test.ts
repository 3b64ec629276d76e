import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Endpoint } from '../../src/http/endpoint.ts';
import { lambdaContext } from '../support/request.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const names = readdirSync('events').map((file) => basename(file, '.json'));

describe('every example in events/ runs through its handler', () => {
  useWhiteboard();

  test.each(names)('%s', async (name) => {
    const event = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
    const { handler } = (await import(`../../src/handlers/${name}.ts`)) as { handler: Endpoint };
    const { statusCode } = await handler(event, lambdaContext());
    expect(statusCode).toBeGreaterThanOrEqual(200);
    expect(statusCode).toBeLessThan(300);
  });
});
