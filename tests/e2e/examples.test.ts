import { useTarget } from '../support/target.ts';

type Body = { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
type Operation = { requestBody?: Body; parameters?: { name: string; in: string }[] };

/** Every example of a request in the document that the server itself serves is sent to it, and must be accepted. */
describe('GET /openapi.json', () => {
  const target = useTarget();

  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    target.call(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  /** A path with a message of its own in it, and the token to change it. */
  const madeReal = async (path: string): Promise<{ path: string; headers: Record<string, string> }> => {
    if (!path.includes('{messageId}')) return { path, headers: {} };
    const posted = await send('POST', '/messages', { author: 'Ada', text: 'An example' });
    const { id, editToken } = (await posted.json()) as { id: string; editToken: string };
    return { path: path.replace('{messageId}', id), headers: { 'edit-token': editToken } };
  };

  test('its examples are accepted as documented', async () => {
    const document = (await (await target.call('/openapi.json')).json()) as {
      paths: Record<string, Record<string, Operation>>;
    };
    let sent = 0;
    for (const [template, operations] of Object.entries(document.paths)) {
      for (const [method, { requestBody }] of Object.entries(operations)) {
        for (const { value } of Object.values(requestBody?.content['application/json']?.examples ?? {})) {
          const { path, headers } = await madeReal(template);
          const answer = await send(method.toUpperCase(), path, value, headers);
          expect({ method, template, value, status: answer.status }).toMatchObject({
            status: method === 'post' ? 201 : 200,
          });
          sent += 1;
        }
      }
    }
    expect(sent).toBeGreaterThanOrEqual(5);
  });
});
