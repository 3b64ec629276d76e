import { invoke, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

const dashboard = (claims: Record<string, unknown>) =>
  invoke('get-dashboard', { path: '/dashboard', claims: { sub: 'olga', ...claims } as Record<string, string> });

describe('the group admin', () => {
  test.each<[string, unknown]>([
    ['the only one of a list', '[admin]'],
    ['the last of a list', '[a admin]'],
    ['the first of a list', '[admin x,y]'],
    ['a text', 'admin'],
    ['in a list as sam local might give it', ['x', 'admin']],
  ])('is seen: %s', async (_what, groups) => {
    expect((await dashboard({ 'cognito:groups': groups })).status).toBe(200);
  });

  test.each<[string, unknown]>([
    ['a name with a comma, ["x,admin"]', '[x,admin]'],
    ['a text of two words', 'a admin'],
    ['a text with blanks around it', ' admin '],
    ['an object, {"a": " admin "}', 'map[a: admin ]'],
    ['an object, {"a": "admin"}', 'map[a:admin]'],
    ['a list of lists', '[[admin]]'],
    ['names with blanks around them, [" admin "]', '[ admin ]'],
    ['an empty name beside it, ["", "admin"]', '[ admin]'],
    ['an open list', '[admin'],
    ['a name with a bracket, ["admin]"]', '[admin]]'],
    ['in capitals', '[ADMIN]'],
    ['a line beside it', '[x\nadmin]'],
    ['an object', { a: ' admin ' }],
    ['a list with no texts', [['admin'], { admin: 1 }]],
    ['a list of a name with a blank', ['not admin']],
    ['nothing', undefined],
    ['a number', 7],
  ])('is not seen in what is something else: %s', async (_what, groups) => {
    expect((await dashboard({ 'cognito:groups': groups })).status).toBe(403);
  });
});

describe('a token whose sub is no text is nobody’s', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['null, as API Gateway hands it over', '<nil>'],
    ['a list', ['ada']],
    ['a list, as API Gateway hands it over', '[ada]'],
    ['an object', { ada: 1 }],
    ['an object, as API Gateway hands it over', 'map[ada:1]'],
    ['ill-formed', 'ada\ud800'],
    ['empty', ''],
    ['longer than any', 'a'.repeat(256)],
    ['missing', undefined],
    ['a number', 7],
    ['true', true],
  ])('%s: 401', async (_what, sub) => {
    const { status, body } = await invoke('get-me', { path: '/users/me', claims: { sub } as Record<string, string> });
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthenticated' });
  });
});
