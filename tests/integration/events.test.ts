import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { digestOf } from '../../src/domain/edit-token.ts';
import type { Endpoint } from '../../src/http/endpoint.ts';
import { lambdaContext } from '../support/request.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const names = readdirSync('events').map((file) => basename(file, '.json'));

/** The message that the examples are about. */
const message = { id: '01M7Z6632ZWA9YKEM64GTZ5NDT', boardId: 'main', author: 'Ada', text: 'Hello, board', version: 1 };

describe('every example in events/ runs through its handler', () => {
  useWhiteboard();

  beforeEach(async () => {
    const { putMessage } = await import('../../src/table/message.ts');
    await putMessage({ message, editDigest: digestOf('example-edit-token') });
  });

  test.each(names)('%s', async (name) => {
    const event = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
    const { handler } = (await import(`../../src/handlers/${name}.ts`)) as { handler: Endpoint };
    const { statusCode } = await handler(event, lambdaContext());
    expect(statusCode).toBeGreaterThanOrEqual(200);
    expect(statusCode).toBeLessThan(300);
  });
});
