import { migrate } from '../../../web/src/storage/migration.ts';
import { makeBrowser } from '../../support/tabs.ts';

const TOKEN = 'i8GW7K0b6mwzUpvsp8BnMkVKW-QcajADBosDrhxDCnI';

test('what the first version of the page has kept is taken over', () => {
  const { shelf, kept } = makeBrowser();
  const post = { kind: 'post', key: 'new-1', draft: { author: 'Ada', text: 'x' }, at: '', id: 'm1' };
  const edit = { kind: 'edit', key: 'new-2', patch: { text: 'b' }, base: 'a', id: 'm2', live: true };
  shelf.set('whiteboard:name', 'Ada');
  shelf.set('whiteboard:tokens:', { id: 'token' });
  shelf.set(`whiteboard:tokens:/shared/${TOKEN}`, { other: 'secret' });
  shelf.set('whiteboard:pending:', { pending: [post, edit], posted: [['new-2', 'id']] });
  shelf.set('whiteboard:unfinished:', { key: '', text: 'half' });
  shelf.set('whiteboard:pending:/boards/01M7ZAAH7J1Q0ADCB8YKKFNCB7', { pending: [post], posted: [] });
  migrate(shelf);
  migrate(shelf);
  expect([...kept.keys()].filter((key) => key.includes(TOKEN))).toEqual([]);
  const found = [...kept]
    .filter(([key]) => key.startsWith('whiteboard:guest:wall:'))
    .map(([, text]) => JSON.parse(text));
  const { live: _live, base: _base, ...rest } = edit;
  expect(found).toEqual([
    'token',
    'id',
    post,
    expect.objectContaining({ ...rest, expected: { text: 'a' } }),
    { id: '1', text: 'half' },
  ]);
});
