import { hexDigestOf } from '../../src/domain/secret.ts';
import { addressOf, callerOf, DOORS, doorOf, userOf } from '../../src/lambda/http/caller.ts';
import { refusalCode } from '../support/refusal-code.ts';
import { httpEvent, type TestRequest } from '../support/request.ts';

const signedIn = (claims: Record<string, unknown>) =>
  userOf(httpEvent({ claims: { sub: 'olga', ...claims } as Record<string, string> }));

describe('the group admin', () => {
  const isAdmin = (groups: unknown) => signedIn({ 'cognito:groups': groups }).groups.includes('admin');

  test.each<[string, unknown]>([
    ['the only one of a list', '[admin]'],
    ['the last of a list', '[a admin]'],
    ['the first of a list', '[admin x,y]'],
    ['between others', '[ab admin xy]'],
    ['a text', 'admin'],
    ['in a list as sam local might give it', ['x', 'admin']],
  ])('is seen: %s', (_what, groups) => expect(isAdmin(groups)).toBe(true));

  test.each<[string, unknown]>([
    ['a name with a comma, ["x,admin"]', '[x,admin]'],
    ['a text of two words', 'a admin'],
    ['a text with blanks around it', ' admin '],
    ['an object, {"a": " admin "}', 'map[a: admin ]'],
    ['an object, {"a": "admin"}', 'map[a:admin]'],
    ['a list of lists', '[[admin]]'],
    ['names with blanks around them, [" admin "]', '[ admin ]'],
    ['an empty name beside it, ["", "admin"]', '[ admin]'],
    ['an empty name behind it, ["admin", ""]', '[admin ]'],
    ['an open list', '[admin'],
    ['an open list, with another behind it', '[admin [b]'],
    ['an open list, with something behind it', '[admin x'],
    ['a name with a bracket, ["admin]"]', '[admin]]'],
    ['a name with a bracket behind it, ["admin", "x]"]', '[admin x]]'],
    ['something behind the list', '[admin x]y'],
    ['in capitals', '[ADMIN]'],
    ['a line beside it', '[x\nadmin]'],
    ['an object', { a: ' admin ' }],
    ['a list with no texts', [['admin'], { admin: 1 }]],
    ['a list of a name with a blank', ['not admin']],
    ['nothing', undefined],
    ['a number', 7],
  ])('is not seen in what is something else: %s', (_what, groups) => expect(isAdmin(groups)).toBe(false));
});

describe('groups', () => {
  test.each<[unknown, string[]]>([
    ['[a bc d]', ['a', 'bc', 'd']],
    ['a', ['a']],
    ['', []],
    ['[]', []],
    ['[a [b] c]', []],
    [
      ['a', 7, 'b'],
      ['a', 'b'],
    ],
    [undefined, []],
  ])('of the claim %j are %j', (claim, groups) => {
    expect(signedIn({ 'cognito:groups': claim })).toEqual({ userId: 'olga', groups });
  });
});

describe('a token with a sub that is not a string identifies nobody', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['null, as API Gateway hands it over', '<nil>'],
    ['null, as another does', 'null'],
    ['a list', ['ada']],
    ['a list, as API Gateway hands it over', '[ada]'],
    ['an empty list', '[]'],
    ['an object', { ada: 1 }],
    ['an object, as API Gateway hands it over', 'map[ada:1]'],
    ['an empty one', 'map[]'],
    ['an object as JSON', '{"ada":1}'],
    ['an empty one as JSON', '{}'],
    ['a list on two lines', '[ada\nb]'],
    ['ill-formed', 'ada\ud800'],
    ['empty', ''],
    ['longer than any', 'a'.repeat(256)],
    ['missing', undefined],
    ['a number', 7],
    ['true', true],
  ])('%s', (_what, sub) => expect(refusalCode(() => signedIn({ sub }))).toBe('unauthenticated'));

  test.each([
    'a'.repeat(255),
    'x<nil>',
    '<nil>x',
    'nullable',
    'annull',
    'x[a]',
    '[a]x',
    'xmap[a]',
    'map[a]x',
    'x{}',
    '{}x',
  ])('a text is somebody’s: %s', (sub) => expect(signedIn({ sub }).userId).toBe(sub));

  test('no claims identify nobody', () => {
    expect(refusalCode(() => userOf(httpEvent({})))).toBe('unauthenticated');
    const event = httpEvent({});
    for (const authorizer of [{}, { jwt: {} }]) {
      Object.assign(event.requestContext, { authorizer });
      expect(refusalCode(() => userOf(event))).toBe('unauthenticated');
    }
  });
});

describe('the door of a request', () => {
  test.each<[string, TestRequest, ReturnType<typeof callerOf>]>([
    ['the wall', { route: 'GET /messages', sourceIp: '192.0.2.1' }, { door: 'wall', address: '192.0.2.1' }],
    [
      'a board',
      { route: 'GET /boards/{boardId}/messages', pathParameters: { boardId: 'board' }, claims: { sub: 'ada' } },
      { door: 'board', boardId: 'board', user: { userId: 'ada', groups: [] } },
    ],
    [
      'a share link',
      { route: 'GET /shared/{token}/messages', pathParameters: { token: 'token' } },
      { door: 'shared', linkId: hexDigestOf('token') },
    ],
  ])('is %s', (_, request, caller) => expect(callerOf(httpEvent(request))).toEqual(caller));

  test('is a board’s for nobody who is not signed in', () => {
    const route = 'GET /boards/{boardId}';
    expect(refusalCode(() => callerOf(httpEvent({ route, pathParameters: { boardId: 'b' } })))).toBe('unauthenticated');
  });

  test('is the wall where the path only sounds like another', () => {
    expect(DOORS.map((door) => doorOf(`GET /${door}`))).toEqual(['wall', 'wall', 'wall']);
    expect(['GET /boards', 'GET /messages/shared/{token}', 'GET /x/boards/{boardId}'].map(doorOf)).toEqual([
      'wall',
      'wall',
      'wall',
    ]);
  });

  test('says by which address it came', () => {
    expect(addressOf(httpEvent({ sourceIp: '2001:db8::1' }))).toBe('2001:db8::1');
  });
});
