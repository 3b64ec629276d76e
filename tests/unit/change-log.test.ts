import { asToldAt, cut, frameAfter, type LiveEvent, portions } from '../../src/domain/change-log.ts';

/** Bytes of the changes in a frame. API Gateway's frames have 32 KB; the rest is for the envelope. */
const FRAME_BYTES = 30_000;
/** The most bytes of a change's number, plus the comma after the change. */
const NUMBER_BYTES = '"seq":9007199254740991,,'.length;

/** An event that takes this many bytes of a frame. */
const ofBytes = (bytes: number): LiveEvent => {
  const event = { kind: 'message', at: '2026-11-21T12:00:00.000Z', text: '' };
  const rest = bytes - NUMBER_BYTES - JSON.stringify(event).length;
  return { ...event, text: 'x'.repeat(rest) };
};
const runsOf = (sizes: number[]): number[] =>
  cut(sizes.map((size) => ({ event: ofBytes(size) }))).map((run) => run.length);

describe('changes are cut into runs', () => {
  test.each<[string, number[], number[]]>([
    ['that fill a frame to its last byte', [10_000, 10_000, FRAME_BYTES - 20_000], [3]],
    ['that hold no byte more', [10_000, 10_000, FRAME_BYTES - 20_000 + 1], [2, 1]],
    ['each of which has a whole frame', [FRAME_BYTES, 15_000, 15_000, 15_000], [1, 2, 1]],
    ['of one, where one is larger than a frame', [100, FRAME_BYTES + 1, 100], [1, 1, 1]],
    ['none, of no changes', [], []],
  ])('%s', (_, sizes, lengths) => expect(runsOf(sizes)).toEqual(lengths));

  test('by bytes, not by characters', () => {
    const event = ofBytes(16_000);
    const wide = { ...event, text: '€'.repeat(5_000) };
    expect(cut([{ event: wide }, { event: wide }]).map((run) => run.length)).toEqual([1, 1]);
  });

  test('in their order, with their numbers where they have some', () => {
    const changes = frameAfter(0, [14_000, 14_000, 4_000].map(ofBytes)).changes;
    expect(portions(changes)).toEqual([changes.slice(0, 2), changes.slice(2)]);
  });
});

test('a frame numbers its changes from the one after the last', () => {
  const [a, b] = [ofBytes(200), ofBytes(300)];
  expect(frameAfter(7, [a, b])).toEqual({
    first: 8,
    last: 9,
    changes: [
      { seq: 8, ...a },
      { seq: 9, ...b },
    ],
  });
});

test('guests of a link are told nothing of the board and its members but that something changed', () => {
  const kinds = ['message', 'board', 'member', 'member-removed', 'message-removed'];
  const changes = kinds.map((kind, n) => ({ seq: n + 1, kind, at: `time ${n}`, secret: kind }));
  expect(asToldAt('board', changes)).toEqual(changes);
  expect(asToldAt('wall', changes)).toEqual(changes);
  expect(asToldAt('shared', changes)).toEqual([
    changes[0],
    { seq: 2, kind: 'other', at: 'time 1' },
    { seq: 3, kind: 'other', at: 'time 2' },
    { seq: 4, kind: 'other', at: 'time 3' },
    changes[4],
  ]);
});
