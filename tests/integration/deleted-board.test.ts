import { accept, invite, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { guest, team } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const table = useWhiteboard();

const BOARD = '/boards/{boardId}';
const NOT_FOUND = { status: 404, body: { code: 'not-found' } };

describe('a deleted board', () => {
  test('is gone from every read and every write at once', async () => {
    const { boardId, owner, editor, stranger } = await team();
    const messageId = await write(editor, boardId, { task: true });
    const link = await share(owner, boardId, 'write');
    const invited = await invite(owner, boardId, { role: 'owner' });
    const { token } = link;
    const posted = await done(
      guest.call('POST /shared/{token}/messages', { path: { token }, body: { author: 'G', text: 'x' } }),
    );
    expect((await owner.call(`DELETE ${BOARD}`, { path: { boardId } })).status).toBe(204);
    const before = await storedItems(table);

    const [text, role, message] = [{ text: 'x' }, { role: 'viewer' }, `${BOARD}/messages/{messageId}`];
    const path = { boardId, messageId, emoji: 'heart', userId: editor.userId, linkId: link.id };
    const own = (route: string, body?: unknown) => owner.call(route, { path, body });
    const shared = (route: string, body?: unknown) =>
      guest.call(route, {
        path: { token, messageId: String(posted.id) },
        body,
        headers: { 'edit-token': String(posted.editToken) },
      });
    for (const answer of [
      await own(`GET ${BOARD}`),
      await own(`PATCH ${BOARD}`, { title: 'Back' }),
      await own(`DELETE ${BOARD}`),
      await own(`GET ${BOARD}/messages`),
      await own(`POST ${BOARD}/messages`, text),
      await own(`GET ${message}`),
      await own(`PATCH ${message}`, text),
      await own(`DELETE ${message}`),
      await own(`PUT ${message}/reactions/{emoji}`),
      await own(`DELETE ${message}/reactions/{emoji}`),
      await own(`GET ${BOARD}/members`),
      await own(`PUT ${BOARD}/members/{userId}`, role),
      await own(`DELETE ${BOARD}/members/{userId}`),
      await own(`POST ${BOARD}/invites`, role),
      await own(`POST ${BOARD}/links`, { access: 'read' }),
      await own(`GET ${BOARD}/links`),
      await own(`DELETE ${BOARD}/links/{linkId}`),
      await accept(stranger, invited.token),
      await accept(editor, invited.token),
      await shared('GET /shared/{token}/messages'),
      await shared('POST /shared/{token}/messages', { author: 'G', text: 'x' }),
      await shared('GET /shared/{token}/messages/{messageId}'),
      await shared('PATCH /shared/{token}/messages/{messageId}', text),
      await shared('DELETE /shared/{token}/messages/{messageId}'),
    ]) {
      expect(answer).toMatchObject(NOT_FOUND);
    }
    expect(await owner.call('GET /boards')).toMatchObject({ status: 200, body: { boards: [] } });
    expect(await editor.call('GET /users/me/messages')).toMatchObject({ status: 200, body: { messages: [] } });
    expect(await storedItems(table)).toEqual(before);
  });
});
