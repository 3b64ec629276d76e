import { templateFunctions } from '../support/template.ts';
import { invoke, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

const heads = templateFunctions().flatMap(({ name, routes }) =>
  routes.filter(({ key }) => key.startsWith('HEAD ')).map(({ key }) => ({ name, path: key.slice('HEAD '.length) })),
);

test('monitors may ask by HEAD', () => {
  expect(heads.map(({ path }) => path).sort()).toEqual(['/', '/health', '/health/ready', '/openapi.json']);
});

test.each(heads)('HEAD $path is answered as GET is, without the content', async ({ name, path }) => {
  const [head, get] = [await invoke(name, { method: 'HEAD', path }), await invoke(name, { path })];
  expect({ status: head.status, headers: head.headers, body: head.body }).toEqual({
    status: get.status,
    headers: get.headers,
    body: {},
  });
});

test('a refusal has no content either', async () => {
  const tableName = process.env.TABLE_NAME;
  process.env.TABLE_NAME = 'none';
  const { status, body } = await invoke('health-ready', { method: 'HEAD', path: '/health/ready' });
  process.env.TABLE_NAME = tableName;
  expect({ status, body }).toEqual({ status: 503, body: {} });
});
