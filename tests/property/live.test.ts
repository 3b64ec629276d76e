import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { type Fault, useFaultyTable } from '../support/fault-proxy.ts';
import { useLive } from '../support/live.ts';
import { type Deed, startStory } from '../support/live-story.ts';
import { named, type Person } from '../support/people.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const CLIENTS = 3;

/** Something happens, and something else in the middle of it: before its n-th request to the database. */
type Step = { deed: Deed; within?: { at: number; deed: Deed } | undefined };

const client = fc.nat({ max: CLIENTS - 1 });
const write = fc.record({
  kind: fc.constant('write' as const),
  what: fc.constantFrom('post' as const, 'post' as const, 'edit' as const, 'delete' as const),
  which: fc.nat({ max: 5 }),
  overSocket: fc.boolean(),
  client,
});
const deliver = fc.record({
  kind: fc.constant('deliver' as const),
  batch: fc.record({
    size: fc.integer({ min: 1, max: 6 }),
    back: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: 4 })),
    dies: fc.option(fc.nat({ max: 5 }), { nil: undefined, freq: 2 }),
    twice: fc.boolean(),
  }),
});
const toClient = fc.record({
  kind: fc.constantFrom(...(['connect', 'connect', 'drop', 'vanish', 'break', 'ping'] as const)),
  client,
});
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: write },
  { weight: 4, arbitrary: deliver },
  { weight: 3, arbitrary: toClient },
);
const step: fc.Arbitrary<Step> = fc.record({
  deed,
  within: fc.option(fc.record({ at: fc.nat({ max: 5 }), deed }), { nil: undefined }),
});

describe('L5, L11, L12, L13: in whatever order things happen, and whatever fails', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  const nothing = async (): Promise<Fault> => 'none';
  const faults = { next: nothing };
  let owner: Person;

  useFaultyTable(table, () => faults.next());
  beforeAll(async () => {
    owner = await named('Olga');
  });

  const play = async (steps: Step[]): Promise<void> => {
    const story = await startStory({ live, owner, clients: CLIENTS, faults });
    for (const { deed: outer, within } of steps) {
      let requests = 0;
      faults.next = async () => {
        requests += 1;
        if (within && requests === within.at + 1) await story.happen(within.deed);
        return 'none';
      };
      await story.happen(outer);
      faults.next = nothing;
      await story.settle();
    }
    await story.end();
    const fresh = await story.read();
    for (const { state, board } of story.models) {
      expect(state.violations).toEqual([]);
      expect(board()).toEqual(fresh);
    }
    expect(new Set(story.models.map(({ state }) => state.last)).size).toBe(1);
  };

  test('every client ends with the board as it is in the table, and saw each change once, in its order', () =>
    fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), play), {
      seed: 20_261_121,
      ...runs(4),
    }));
});
