import fc from 'fast-check';
import type { Reaction } from '../../../src/domain/reaction.ts';
import { freePlaceNear, layOut, NOTE, readingOrder } from '../../../web/src/board/layout.ts';
import type { Note } from '../../../web/src/board/state.ts';
import { inverseOf } from '../../../web/src/board/undo.ts';
import { fitted, revealed, toPlane, zoomedAt } from '../../../web/src/board/viewport.ts';
import { mayChange } from '../../../web/src/session/changes.ts';
import { ago, initials } from '../../../web/src/ui/words.ts';

const overlaps = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.abs(a.x - b.x) < NOTE.width && Math.abs(a.y - b.y) < NOTE.height;
const coordinate = fc.integer({ min: -500, max: 500 });
const position = fc.record({ x: coordinate, y: coordinate });

describe('the layout of notes', () => {
  test('puts what has no place where nothing lies, and keeps it there', () => {
    fc.assert(
      fc.property(fc.array(fc.option(position, { nil: undefined }), { maxLength: 20 }), position, (positions, more) => {
        const notes = positions.map((position, n) => ({ key: `${n}`, ...(position && { position }) }));
        const places = layOut(notes);
        const given = notes.filter((note) => !note.position).map(({ key }) => places.get(key) ?? { x: 0, y: 0 });
        for (const place of given) {
          expect([...places.values()].filter((other) => other !== place && overlaps(place, other))).toEqual([]);
        }
        const later = layOut([...notes, { key: 'new', position: more }], places);
        expect(later).toEqual(new Map([...places, ['new', more]]));
      }),
      { numRuns: 100 },
    );
  });

  test('finds a free place for a new note near the middle of the screen', () => {
    const first = { x: -108, y: -84 };
    const taken = [first];
    const place = freePlaceNear({ x: 0, y: 0 }, taken);
    expect(taken.some((other) => overlaps(place, other))).toBe(false);
    expect(Math.hypot(place.x - first.x, place.y - first.y)).toBeLessThan(400);
    expect(freePlaceNear({ x: 0, y: 0 }, [])).toEqual({ x: -108, y: -84 });
  });

  test('is read in lines from the top, each from the left', () => {
    const places = new Map([
      ['below', { x: 0, y: 300 }],
      ['right', { x: 300, y: -10 }],
      ['left', { x: 0, y: 10 }],
    ]);
    expect(readingOrder(places)).toEqual(['left', 'right', 'below']);
  });
});

describe('the viewport', () => {
  test('zooms around a point of the screen', () => {
    fc.assert(
      fc.property(position, position, fc.double({ min: 0.1, max: 10, noNaN: true }), (offset, point, factor) => {
        const before = { ...offset, scale: 1 };
        const [from, to] = [toPlane(before, point), toPlane(zoomedAt(before, point, factor), point)];
        expect(Math.hypot(from.x - to.x, from.y - to.y)).toBeLessThan(1e-6);
      }),
      { numRuns: 100 },
    );
  });

  test('shows all notes, or with a least zoom their upper left corner', () => {
    const places = [
      { x: 1_000, y: 1_000 },
      { x: 2_000, y: 2_000 },
    ];
    const size = { width: 390, height: 844 };
    const insets = { top: 80, bottom: 90, side: 20 };
    const all = fitted(places, size, insets);
    expect((2_000 + NOTE.width) * all.scale + all.x).toBeLessThanOrEqual(size.width);
    const large = fitted(places, size, insets, 0.7);
    expect({ scale: large.scale, left: Math.round(1_000 * large.scale + large.x) }).toEqual({ scale: 0.7, left: 20 });
  });
});

test('a note that the keyboard reaches comes into sight, and one in sight does not move', () => {
  const size = { width: 1_280, height: 800 };
  const viewport = { x: 0, y: 0, scale: 1 };
  expect(revealed(viewport, { x: 200, y: 200 }, size)).toEqual(viewport);
  const { x, y } = revealed(viewport, { x: 2_000, y: -500 }, size);
  expect([2_000 + x + NOTE.width <= size.width, -500 + y >= 0]).toEqual([true, true]);
});

const note: Note = {
  id: 'id',
  key: 'key',
  author: 'Ada',
  text: 'Buy chalk',
  color: 'blue',
  done: true,
  createdAt: '2026-11-21T12:00:00.000Z',
  version: 3,
  unsaved: false,
};

describe('undo', () => {
  const now = Date.parse('2026-11-21T13:00:00.000Z');
  const at = new Date(now).toISOString();
  const context = { before: note as Note | undefined, key: 'again', now, named: true, reactions: [] as Reaction[] };
  const deletion = { kind: 'delete' as const, key: 'key' };

  test('of a post deletes it, if nobody has touched it', () => {
    const post = { kind: 'post' as const, key: 'key', draft: { text: 'x' }, at };
    expect(inverseOf(post, { ...context, before: undefined })).toEqual([{ ...deletion, untouched: true }]);
  });
  test('of an edit puts back what was there, and takes away what was not, if it is as the edit left it', () => {
    const patch = { text: 'new', position: { x: 1, y: 2 } };
    expect(inverseOf({ kind: 'edit', key: 'key', patch, expected: { text: 'Buy chalk' } }, context)).toEqual([
      { kind: 'edit', key: 'key', patch: { text: 'Buy chalk', position: null }, expected: patch },
    ]);
  });
  test('of a deletion posts the note again, ticked off as it was, with one’s own reactions', () => {
    expect(inverseOf(deletion, { ...context, reactions: ['heart'] })).toEqual([
      { kind: 'post', key: 'again', at, draft: { author: 'Ada', text: 'Buy chalk', color: 'blue', task: true } },
      { kind: 'edit', key: 'again', patch: { done: true } },
      { kind: 'react', key: 'again', reaction: 'heart', given: true },
    ]);
  });
  test('of a deletion names no author where that is one’s profile', () => {
    const [post] = inverseOf(deletion, { ...context, named: false });
    expect(post).toMatchObject({ kind: 'post', draft: { text: 'Buy chalk' } });
    expect(post).not.toHaveProperty('draft.author');
  });
  test.each([
    ['an hour', 3_600, 3_600],
    ['ten seconds', 10, 60],
  ])('of the deletion of a note that has %s to live lets it live as long', (_time, left, told) => {
    const expiresAt = new Date(now + left * 1_000).toISOString();
    const { done: _done, ...open } = note;
    expect(inverseOf(deletion, { ...context, before: { ...open, expiresAt } })).toEqual([
      expect.objectContaining({ kind: 'post', draft: expect.objectContaining({ expiresInSeconds: told }) }),
      { kind: 'edit', key: 'again', patch: { expiresAt } },
    ]);
  });
  test('of a reaction takes it back', () => {
    const react = { kind: 'react' as const, key: 'key', reaction: 'heart' as const, given: true };
    expect(inverseOf(react, context)).toEqual([{ ...react, given: false }]);
  });
});

describe('who may change a note', () => {
  const as = (role: 'owner' | 'editor' | 'viewer' | 'writer', userId?: string, hasToken = false) =>
    ({ role, userId, hasToken: () => hasToken }) as const;
  test.each([
    ['an owner', { ...note, authorId: 'other' }, as('owner', 'me'), true],
    ['an editor their own', { ...note, authorId: 'me' }, as('editor', 'me'), true],
    ['an editor somebody else’s', { ...note, authorId: 'other' }, as('editor', 'me'), false],
    ['a viewer', { ...note, authorId: 'me' }, as('viewer', 'me'), false],
    ['who has the edit token', note, as('writer', undefined, true), true],
    ['who has none', note, as('writer'), false],
  ])('%s', (_who, changed, who, expected) => expect(mayChange(changed, who)).toBe(expected));
});

test('names and times are put in short', () => {
  expect(['Ada', 'Grace Brewster Hopper', '  ', '🎂 Bakery', '👩‍👩‍👧 Smith', '🇫🇷'].map(initials)).toEqual([
    'A',
    'GH',
    '?',
    '🎂B',
    '👩‍👩‍👧S',
    '🇫🇷',
  ]);
  const now = Date.UTC(2026, 10, 21, 12);
  expect([5, 300, 7_300, 100_000].map((seconds) => ago(now - seconds * 1_000, now))).toEqual([
    'just now',
    '5 min. ago',
    '2 hr. ago',
    'yesterday',
  ]);
});
