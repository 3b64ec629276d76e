import { hashOf, routeOf } from '../../../web/src/ui/route.ts';

const TOKEN = 'i8GW7K0b6mwzUpvsp8BnMkVKW-QcajADBosDrhxDCnI';
const ID = '01M7ZAAH7J1Q0ADCB8YKKFNCB7';
const shared = { name: 'shared', token: TOKEN };
const invite = { name: 'invite', token: TOKEN };
const board = { name: 'board', boardId: ID };

describe('the fragment of a link', () => {
  test.each([
    ['', { name: 'wall' }],
    ['#', { name: 'wall' }],
    ['#/', { name: 'wall' }],
    ['#!/', { name: 'wall' }],
    ['#/?utm_source=chat', { name: 'wall' }],
    ['#/boards', { name: 'boards' }],
    ['#/boards/', { name: 'boards' }],
    ['#/boards?utm_source=chat', { name: 'boards' }],
    [`#/boards/${ID}`, board],
    [`#/shared/${TOKEN}`, shared],
    [`#/invites/${TOKEN}`, invite],
  ])('%s is a route', (hash, route) => expect(routeOf(hash)).toEqual(route));

  const ENDINGS = [
    ...[
      '.',
      ')',
      ').',
      ',',
      ';',
      ':',
      '!',
      '?',
      '"',
      '”',
      '»',
      "'",
      '>',
      ']',
      '*',
      '_',
      '-',
      '/',
      '…',
      '。',
      '）',
      ' ',
    ],
    ...['%20', '%29', '%2E', '\u200b', '\u2060', '?utm_source=chat&utm_medium=x', '&fbclid=abc', '#', '/messages'],
  ];
  test.each(ENDINGS)('may have %j behind it', (ending) => {
    expect(routeOf(`#/shared/${TOKEN}${ending}`)).toEqual(shared);
    expect(routeOf(`#/invites/${TOKEN}${ending}`)).toEqual(invite);
    expect(routeOf(`#/boards/${ID}${ending}`)).toEqual(board);
  });

  test.each([
    `#%2Fshared%2F${TOKEN}`,
    `#%252Fshared%252F${TOKEN}`,
    `#!/shared/${TOKEN}`,
    `#shared/${TOKEN}`,
    `#//shared//${TOKEN}`,
    `# /shared/ ${TOKEN}`,
    `#/Shared/${TOKEN}`,
    `#/shared/\u200b${TOKEN}`,
    `%23/shared/${TOKEN}`,
    `#%2Fshared%2F${TOKEN}%`,
    `#%2Fshared%2F${TOKEN}%E4`,
  ])('may be written otherwise: %s', (hash) => expect(routeOf(hash)).toEqual(shared));

  test('names a board in small letters too', () => expect(routeOf(`#/boards/${ID.toLowerCase()}`)).toEqual(board));

  test.each([
    '#/shared/',
    '#/shared',
    '#/invites/',
    '#/shared/abc',
    `#/shared/${TOKEN.slice(1)}`,
    `#/shared/${TOKEN}x`,
    `#/shared/${TOKEN}${TOKEN}`,
    '#/shared/..%2Fmessages',
    `#/share/${TOKEN}`,
    `#/${TOKEN}`,
    '#/boards/01M7',
    `#/boards/${ID}0`,
    '#/%E0%A4%A',
    '#anything',
    '#_=_',
  ])('that cannot be understood is no route, and never the wall: %s', (hash) => {
    expect(routeOf(hash)).toEqual({ name: 'unknown' });
  });

  test('is written in one way', () => {
    for (const hash of ['#/', '#/boards', `#/boards/${ID}`, `#/shared/${TOKEN}`, `#/invites/${TOKEN}`]) {
      expect(hashOf(routeOf(hash) as Parameters<typeof hashOf>[0])).toBe(hash);
    }
  });
});
