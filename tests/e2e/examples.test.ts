import { fillRoute } from '../support/calls.ts';
import { useTarget } from '../support/target.ts';

type Body = { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
type Documented = { paths: Record<string, Record<string, { requestBody?: Body }>> };
type Example = { method: string; template: string; value: unknown };
type Made = Record<string, string | undefined>;

const examplesOf = ({ paths }: Documented): Example[] =>
  Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) =>
      Object.values(requestBody?.content['application/json']?.examples ?? {}).map(({ value }) => ({
        method,
        template,
        value,
      })),
    ),
  );

const needsToken = ({ template }: Example): boolean => /^\/(boards|users|invites|shared)/.test(template);

/** The one owner of a new board stays one: these examples are refused for that reason, and no other. */
const expectedStatus = ({ method, template }: Example): number => {
  if (template.endsWith('/members/{userId}')) return 409;
  if (template === '/contact') return 202;
  return method === 'post' ? 201 : 200;
};

/** Every example of a request in the document that the server itself serves is sent to it, and must be accepted. */
describe('GET /openapi.json', () => {
  const target = useTarget();
  let headers: Record<string, string> = { 'content-type': 'application/json' };
  let userId: string | undefined;

  const send = async (method: string, path: string, body: unknown, more: Made = {}) => {
    const init = {
      method: method.toUpperCase(),
      body: JSON.stringify(body),
      headers: { ...headers, ...(more as Record<string, string>) },
    };
    const answer = await target.call(path, init);
    return { status: answer.status, body: (await answer.json()) as Made };
  };

  /** A new board with a share link, if the route needs one. */
  const madeBoard = async (): Promise<Made> => {
    const { body: board } = await send('POST', '/boards', { title: 'Examples' });
    const { body: link } = await send('POST', `/boards/${board.id}/links`, { access: 'write' });
    return { boardId: board.id, token: link.token, userId };
  };

  /** Sends an example to its route, with whatever the route is about made for it. */
  const tried = async (example: Example): Promise<number> => {
    const values = needsToken(example) ? await madeBoard() : {};
    let editToken: string | undefined;
    if (example.template.includes('{messageId}')) {
      const collection = fillRoute(`POST ${example.template.replace('/{messageId}', '')}`, values).path;
      const author = collection.startsWith('/boards/') ? {} : { author: 'Ada' };
      const { body } = await send('POST', collection, { ...author, text: 'An example' });
      values.messageId = body.id;
      editToken = body.editToken;
    }
    const { method, path } = fillRoute(`${example.method} ${example.template}`, values);
    return (await send(method, path, example.value, editToken ? { 'edit-token': editToken } : {})).status;
  };

  test('its examples are accepted as documented', async () => {
    const document = (await (await target.call('/openapi.json')).json()) as Documented;
    const token = await target.token();
    if (token) {
      headers = { ...headers, authorization: `Bearer ${token}` };
      ({ userId } = (await send('PUT', '/users/me', { username: 'ada', displayName: 'Ada' })).body);
    }
    const examples = examplesOf(document).filter((example) => token !== undefined || !needsToken(example));
    expect(examples.length).toBeGreaterThanOrEqual(token ? 20 : 5);
    for (const example of examples) {
      expect({ ...example, status: await tried(example) }).toEqual({ ...example, status: expectedStatus(example) });
    }
  });
});
