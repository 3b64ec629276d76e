import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Gateway } from '../../src/http-api/server.ts';
import { Stage } from '../../src/http-api/stage.ts';
import { readApplication } from '../../src/template/application.ts';
import { FIXTURE } from '../support/gateway.ts';

const silent = { log: () => undefined, logError: () => undefined };

/** The fixture's API with none of its functions. */
const emptyStage = () => {
  const application = readApplication({
    template: FIXTURE,
    parameters: new Map(),
    region: 'eu-north-1',
    databaseUrl: '',
  });
  return new Stage({ ...application, functions: [] }, new Map());
};

test('a request that comes before there is a stage is answered by the first one', async () => {
  const gateway = new Gateway(silent);
  const port = await gateway.listen(0, '127.0.0.1');
  const early = request({ port, method: 'POST', path: '/early', headers: { expect: '100-continue' } });
  early.flushHeaders();
  // Says that the gateway has the request in hand.
  await once(early, 'continue');
  const answered = once(early, 'response');
  gateway.stage = emptyStage();
  early.end();
  const [answer] = (await answered) as [IncomingMessage];
  expect(answer.statusCode).toBe(404);
  answer.resume();
  await gateway.close(1_000);
});

test('a port that is taken is said so before anything is served', async () => {
  const [first, second] = [new Gateway(silent), new Gateway(silent)];
  const port = await first.listen(0, '127.0.0.1');
  await expect(second.listen(port, '127.0.0.1')).rejects.toThrow(`Port ${port} is in use; choose another one`);
  await first.close(0);
});
