import { waitFor } from 'sam-offline/testing/wait-for';
import { join, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { guest, type Person, person, team } from '../support/people.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

const MESSAGE = '/boards/{boardId}/messages/{messageId}';
type At = { boardId: string; messageId: string };
const react = (who: Person, at: At, emoji = 'heart') =>
  who.call(`PUT ${MESSAGE}/reactions/{emoji}`, { path: { ...at, emoji } });
const unreact = (who: Person, at: At, emoji = 'heart') =>
  who.call(`DELETE ${MESSAGE}/reactions/{emoji}`, { path: { ...at, emoji } });
const read = (who: Person, at: At) => who.call(`GET ${MESSAGE}`, { path: at });

const NOT_FOUND = { status: 404, body: { code: 'not-found' } };
const TOO_LOW = { status: 403, body: { code: 'role-too-low' } };

const teamWithMessage = async (content = {}) => {
  const people = await team();
  return { ...people, at: { boardId: people.boardId, messageId: await write(people.owner, people.boardId, content) } };
};

/** Many editors of a board. */
const crowdOn = async (boardId: string, owner: Person, size: number) => {
  const people = Array.from({ length: size }, () => person());
  for (const who of people) await join(owner, boardId, who, 'editor');
  return people;
};

describe('a reaction', () => {
  test('counts once per person and emoji, and shows wherever the message does', async () => {
    const { at, owner, editor, viewer } = await teamWithMessage();
    await done(react(owner, at, 'heart'));
    await done(react(editor, at, 'heart'));
    const answer = await react(editor, at, 'thumbs-up');
    const reactions = { heart: 2, 'thumbs-up': 1 };
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"4"' }, body: { reactions, version: 4 } });
    expect((await read(viewer, at)).body).toEqual(answer.body);
    const { boardId } = at;
    const { token } = await share(owner, boardId, 'read');
    for (const page of [
      await viewer.call('GET /boards/{boardId}', { path: { boardId } }),
      await viewer.call('GET /boards/{boardId}/messages', { path: { boardId } }),
      await owner.call('GET /users/me/messages'),
      await guest.call('GET /shared/{token}/messages', { path: { token } }),
    ]) {
      expect(page).toMatchObject({ status: 200, body: { messages: [{ reactions }] } });
    }
    expect(JSON.stringify((await read(viewer, at)).body)).not.toContain(editor.userId);
  });

  test('given again, or taken back again, changes nothing, the version included', async () => {
    const { at, owner } = await teamWithMessage();
    const before = (await read(owner, at)).body;
    expect((await unreact(owner, at)).body).toEqual(before);
    const given = await react(owner, at);
    expect(given.body).toMatchObject({ reactions: { heart: 1 }, version: 2 });
    expect((await react(owner, at)).body).toEqual(given.body);
    const takenBack = await unreact(owner, at);
    expect(takenBack.body).toEqual({ ...before, version: 3 });
    expect(await unreact(owner, at)).toMatchObject({ status: 200, body: takenBack.body });
    expect((await read(owner, at)).body).toEqual(takenBack.body);
  });

  test('stays through an edit of the message, and leaves its content alone', async () => {
    const { at, owner } = await teamWithMessage({ color: 'red', task: true });
    await done(react(owner, at));
    const edited = await owner.call(`PATCH ${MESSAGE}`, { path: at, body: { text: 'Edited', done: true } });
    expect(edited.body).toMatchObject({ text: 'Edited', color: 'red', done: true, reactions: { heart: 1 } });
  });

  test('costs one unit, and one more for the index of the author’s messages', async () => {
    const { at, editor } = await teamWithMessage();
    const cost = (await capacityOf(() => react(editor, at))).filter(({ operation }) => operation !== 'GetItem');
    expect(cost).toMatchObject([{ operation: 'UpdateItem', units: 2 }]);
  });
});

describe('twenty people at once', () => {
  /** As clients do: a request that fails with a 503 on a busy machine is sent again. All others must succeed. */
  const settled = (send: () => ReturnType<typeof react>) =>
    waitFor('an answer', async () => {
      const answer = await send();
      return answer.status !== 503 && (await done(Promise.resolve(answer)));
    });
  const reacted = (...args: Parameters<typeof react>) => settled(() => react(...args));
  const unreacted = (...args: Parameters<typeof unreact>) => settled(() => unreact(...args));

  test('are counted exactly: each reacts, half take it back, some do it all twice', async () => {
    const { at, boardId, owner } = await teamWithMessage();
    const crowd = await crowdOn(boardId, owner, 20);
    await Promise.all(crowd.flatMap((who) => [reacted(who, at), reacted(who, at), reacted(who, at, 'eyes')]));
    expect((await read(owner, at)).body).toMatchObject({ reactions: { heart: 20, eyes: 20 }, version: 41 });
    const fickle = crowd.filter((_, n) => n % 2 === 0);
    const steady = crowd.filter((_, n) => n % 2 === 1);
    await Promise.all([
      ...fickle.flatMap((who) => [unreacted(who, at), unreacted(who, at)]),
      ...steady.flatMap((who) => [reacted(who, at), reacted(who, at, 'party')]),
      ...crowd.map((who) => unreacted(who, at, 'eyes')),
    ]);
    const { body } = await read(owner, at);
    expect(body.reactions).toEqual({ heart: 10, party: 10 });
    expect(body.version).toBe(81);
  });

  test('who react and remove it at once leave a state that a repetition can settle', async () => {
    const { at, boardId, owner } = await teamWithMessage();
    const crowd = await crowdOn(boardId, owner, 20);
    await Promise.all(crowd.flatMap((who) => [reacted(who, at), unreacted(who, at)]));
    await Promise.all(crowd.map((who) => reacted(who, at)));
    expect((await read(owner, at)).body.reactions).toEqual({ heart: 20 });
    await Promise.all(crowd.map((who) => unreacted(who, at)));
    expect((await read(owner, at)).body).not.toHaveProperty('reactions');
  });
});

describe('no reaction', () => {
  test.each(['poop', 'HEART', '❤️', 'heart ', '__proto__', 'heart#'])('by the name %j', async (emoji) => {
    const { at, owner } = await teamWithMessage();
    expect(await react(owner, at, emoji)).toMatchObject(NOT_FOUND);
    expect(await unreact(owner, at, emoji)).toMatchObject(NOT_FOUND);
    expect((await read(owner, at)).body).toMatchObject({ version: 1 });
  });

  test('to a message that was deleted, or never was, or is on another board', async () => {
    const { at, owner, boardId } = await teamWithMessage();
    const elsewhere = await teamWithMessage();
    await done(owner.call(`DELETE ${MESSAGE}`, { path: at }));
    for (const messageId of [at.messageId, '01ARZ3NDEKTSV4RRFFQ69G5FAV', elsewhere.at.messageId]) {
      expect(await react(owner, { boardId, messageId })).toMatchObject(NOT_FOUND);
      expect(await unreact(owner, { boardId, messageId })).toMatchObject(NOT_FOUND);
      expect(await read(owner, { boardId, messageId })).toMatchObject(NOT_FOUND);
    }
  });

  test('to an expired message', async () => {
    const { at, owner } = await teamWithMessage({ expiresInSeconds: 60 });
    await done(react(owner, at));
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 62_000);
    const answers = [await react(owner, at), await react(owner, at, 'eyes'), await unreact(owner, at)];
    clock.mockRestore();
    for (const answer of answers) expect(answer).toMatchObject(NOT_FOUND);
    expect((await read(owner, at)).body).toMatchObject({ reactions: { heart: 1 }, version: 2 });
  });

  test('of viewers, strangers and people who are not signed in', async () => {
    const { at, owner, viewer, stranger } = await teamWithMessage();
    for (const act of [react, unreact]) {
      expect(await act(viewer, at)).toMatchObject(TOO_LOW);
      expect(await act(stranger, at)).toMatchObject(NOT_FOUND);
      expect((await act({ ...guest, userId: '' }, at)).status).toBe(401);
    }
    expect((await read(owner, at)).body).toMatchObject({ version: 1 });
  });
});
