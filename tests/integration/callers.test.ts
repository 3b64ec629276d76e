import { invoke, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

// tests/unit/caller.test.ts tests groups and people claim by claim.
describe('a handler goes by the claims of the token', () => {
  test.each([
    ['the group admin', '[a admin]', 200],
    ['a group that only has the word in it', '[x,admin]', 403],
    ['no group', undefined, 403],
  ])('for %s, %s, the figures are %i', async (_what, groups, status) => {
    const claims = { sub: 'olga', ...(groups && { 'cognito:groups': groups }) };
    expect((await invoke('get-dashboard', { path: '/dashboard', claims })).status).toBe(status);
  });

  test('a sub that is not a string identifies nobody', async () => {
    const { status, body } = await invoke('get-me', { path: '/users/me', claims: { sub: 'map[ada:1]' } });
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthenticated' });
  });
});
