import { done } from '../support/calls.ts';
import { freeUsername, guest, named, type Person, person } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const table = useWhiteboard();

const put = (who: Person, body: Record<string, unknown>) =>
  who.call('PUT /users/me', { body: { displayName: 'Ada', ...body } });
const me = (who: Person) => who.call('GET /users/me');
const find = (who: Person, username: string) => who.call('GET /users/{username}', { path: { username } });

/** The usernames, as they are claimed in the table, that a person holds. */
const claimsOf = async ({ userId }: Person) =>
  (await storedItems(table))
    .filter((item) => String(item.PK).startsWith('USERNAME#') && item.userId === userId)
    .map(({ PK }) => String(PK).replace('USERNAME#', ''));

describe('one’s own profile', () => {
  test('is not there before it is written', async () => {
    expect(await me(person())).toMatchObject({ status: 404, body: { detail: expect.stringMatching('PUT /users/me') } });
  });

  test('reads back as it was written', async () => {
    const ada = person();
    const body = { username: freeUsername('Ada'), displayName: 'Ada Lovelace', email: 'ada@example.com' };
    const written = await put(ada, body);
    expect(written).toMatchObject({ status: 200, body: { userId: ada.userId, ...body } });
    expect(await me(ada)).toMatchObject({ status: 200, body: written.body });
  });

  test('is replaced as a whole: missing members are removed', async () => {
    const ada = person();
    const username = freeUsername();
    await put(ada, { username, email: 'ada@example.com' });
    expect(await put(ada, { username, displayName: 'Countess' })).toMatchObject({ status: 200 });
    expect((await me(ada)).body).toEqual({ userId: ada.userId, username, displayName: 'Countess' });
  });

  test('requires a signed-in person', async () => {
    const body = { username: freeUsername(), displayName: 'Nobody' };
    const path = { username: (await named('Ada')).username };
    for (const answer of [
      await guest.call('GET /users/me'),
      await guest.call('PUT /users/me', { body }),
      await guest.call('GET /users/{username}', { path }),
    ]) {
      expect(answer).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer' },
        body: { code: 'unauthenticated' },
      });
    }
  });
});

describe('another person’s profile', () => {
  test('is found by username in any case, without the email address', async () => {
    const ada = person();
    const username = freeUsername('Ada');
    await put(ada, { username, email: 'ada@example.com' });
    for (const spelling of [username, username.toLowerCase(), username.toUpperCase()]) {
      const { status, body } = await find(person(), spelling);
      expect({ status, body }).toEqual({ status: 200, body: { userId: ada.userId, username, displayName: 'Ada' } });
    }
  });

  test.each(['nobody-has-this', 'x', '..', 'USERNAME#ada', 'a'.repeat(500)])('404 for %.20s', async (username) => {
    expect(await find(person(), username)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('a username', () => {
  test('is unique, ignoring case', async () => {
    const { username } = await named('Ada');
    const eve = person();
    for (const spelling of [username, username.toUpperCase()]) {
      expect(await put(eve, { username: spelling })).toMatchObject({ status: 409, body: { code: 'username-taken' } });
    }
    expect((await me(eve)).status).toBe(404);
    expect(await claimsOf(eve)).toEqual([]);
  });

  test('can change its case alone', async () => {
    const ada = await named('Ada');
    const username = ada.username.toUpperCase();
    expect(await put(ada, { username })).toMatchObject({ status: 200, body: { username } });
    expect(await claimsOf(ada)).toEqual([ada.username]);
    expect((await find(person(), ada.username)).body).toMatchObject({ username });
  });

  test('is free again for others at once after a renaming', async () => {
    const ada = await named('Ada');
    const eve = await named('Eve');
    const [before, after] = [ada.username, freeUsername()];
    await done(put(ada, { username: after }));
    expect((await find(eve, before)).status).toBe(404);
    expect(await put(eve, { username: before })).toMatchObject({ status: 200 });
    expect((await find(ada, before)).body).toMatchObject({ userId: eve.userId });
    expect((await find(eve, after)).body).toMatchObject({ userId: ada.userId });
    expect([await claimsOf(ada), await claimsOf(eve)]).toEqual([[after], [before]]);
  });

  test('of another person is not freed by wanting it in vain', async () => {
    const ada = await named('Ada');
    const eve = await named('Eve');
    expect((await put(ada, { username: eve.username })).status).toBe(409);
    expect((await me(ada)).body).toMatchObject({ username: ada.username });
    expect([await claimsOf(ada), await claimsOf(eve)]).toEqual([[ada.username], [eve.username]]);
  });

  test.each([1, 2, 3])('requested by twelve people at once goes to exactly one of them (round %i)', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, (_, n) => named(`Racer ${n}`)));
    const wanted = freeUsername('wanted');
    const spell = (n: number) => (n % 2 ? wanted : wanted.toUpperCase());
    const answers = await Promise.all(people.map((who, n) => put(who, { username: spell(n), displayName: 'Won' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)]);
    for (const [n, who] of people.entries()) {
      const won = answers[n]?.status === 200;
      const profile = won
        ? { username: spell(n), displayName: 'Won' }
        : { username: who.username, displayName: `Racer ${n}` };
      expect((await me(who)).body).toEqual({ userId: who.userId, ...profile });
      expect(await claimsOf(who)).toEqual([profile.username.toLowerCase()]);
    }
  });
});

describe('one person on two devices at once', () => {
  const outcomes = async (who: Person, usernames: string[]) => {
    const answers = await Promise.all(usernames.map((username) => put(who, { username })));
    const { username } = (await me(who)).body;
    return { answers: answers.map(({ status }) => status), username: String(username), claims: await claimsOf(who) };
  };

  test.each<[string, () => Promise<Person & { username?: string }>, (username: string) => [string, string]]>([
    ['chooses two first names', async () => person(), () => [freeUsername('one'), freeUsername('two')]],
    ['takes two other names', () => named('Ada'), () => [freeUsername('one'), freeUsername('two')]],
    ['changes the case, and the name', () => named('Ada'), (now) => [now.toUpperCase(), freeUsername('two')]],
    ['takes one other name twice', () => named('Ada'), (now) => [`${now}x`, `${now}X`]],
  ])('%s: ends with one name, and one claim that matches it', async (_, who, names) => {
    for (let round = 0; round < 10; round += 1) {
      const ada = await who();
      const wanted = names(ada.username ?? '');
      const { answers, username, claims } = await outcomes(ada, wanted);
      expect(answers).toEqual([200, 200]);
      expect(wanted).toContain(username);
      expect(claims).toEqual([username.toLowerCase()]);
      expect((await find(ada, username)).body).toMatchObject({ userId: ada.userId, username });
    }
  });
});

describe('PUT /users/me refuses', () => {
  const LONG = `${'x'.repeat(64)}@${'example.'.repeat(30)}com`;
  test.each<[string, Record<string, unknown>]>([
    ['#/username', { username: undefined }],
    ...['', 'me', 'ab', '1ada', '-ada', 'a da', 'ada!', 'ädä', '\u212Aelvin', '\u017Fam', 'a'.repeat(33), 7, null].map(
      (username): [string, Record<string, unknown>] => ['#/username', { username }],
    ),
    ...['', 'ada', 'ada@', '@example.com', 'a b@example.com', LONG, null, 7].map(
      (email): [string, Record<string, unknown>] => ['#/email', { email }],
    ),
    ...[undefined, '', '  ', 'x'.repeat(65), 'two\nlines', null].map(
      (displayName): [string, Record<string, unknown>] => ['#/displayName', { displayName }],
    ),
    ['#/userId', { userId: 'somebody-else' }],
  ])('%s of %j, and keeps nothing', async (pointer, wrong) => {
    const ada = person();
    const answer = await put(ada, { username: freeUsername(), ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-fields' } });
    expect(answer.body.errors).toContainEqual({ pointer, detail: expect.any(String) });
    expect((await me(ada)).status).toBe(404);
    expect(await claimsOf(ada)).toEqual([]);
  });
});
