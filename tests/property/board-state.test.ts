import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { type Message, patched, reacted } from '../../web/src/board/message.ts';
import type { Change, Mutation } from '../../web/src/board/mutation.ts';
import * as board from '../../web/src/board/state.ts';
import { received, resetTo, type Sequence, start } from '../../web/src/live/sequence.ts';

type Told = { seq: number; message?: Message; deleted?: string; mutationId?: string };
type Answer = { mutation: Mutation; message?: Message; refused: boolean; reads: number };

/** A board on the server, one page that shows it, and a network between them that may do anything but lie. */
class World {
  state = board.EMPTY;
  sequence: Sequence<Told> = start();
  readonly server = new Map<string, Message>();
  readonly told: Told[] = [];
  answer: Answer | undefined;
  count = 0;
  reads = 0;

  name(): string {
    this.count += 1;
    return String(this.count).padStart(6, '0');
  }

  // The server.
  tell(change: Omit<Told, 'seq'>): void {
    this.told.push({ seq: this.told.length + 1, ...change });
  }
  put(message: Message, mutationId?: string): Message {
    this.server.set(message.id, message);
    this.tell({ message, ...(mutationId !== undefined && { mutationId }) });
    return message;
  }
  remove(id: string): void {
    if (this.server.delete(id)) this.tell({ deleted: id });
  }
  /** The server handles the oldest change of the page. Then its answer is on its way. */
  serve(refuse: boolean): void {
    const [mutation] = this.state.pending;
    if (!mutation || this.answer) return;
    const before = this.server.get(board.idOf(this.state, mutation.key) ?? '');
    if (refuse || (mutation.kind !== 'post' && !before)) {
      this.answer = { mutation, refused: refuse || mutation.kind !== 'delete', reads: this.reads };
    } else this.answer = { mutation, refused: false, reads: this.reads, ...this.carriedOut(mutation, before) };
  }
  carriedOut(mutation: Mutation, before: Message | undefined): { message?: Message } {
    if (mutation.kind === 'post') {
      const { task, author = 'page', ...content } = mutation.draft;
      const made = { id: this.name(), author, ...content, createdAt: mutation.at, version: 1 };
      return { message: this.put(task ? { ...made, done: false } : made, mutation.id) };
    }
    if (!before) return {};
    if (mutation.kind === 'delete') {
      this.remove(before.id);
      return {};
    }
    const after =
      mutation.kind === 'edit' ? patched(before, mutation.patch) : reacted(before, mutation.reaction, mutation.given);
    return { message: this.put({ ...after, version: before.version + 1 }, mutation.id) };
  }

  // The page.
  change(change: Change): void {
    this.state = board.mutated(this.state, { ...change, id: `mutation ${this.name()}` });
  }
  takeAnswer(): void {
    if (!this.answer) return;
    const { mutation, message, refused, reads } = this.answer;
    this.state = refused ? board.refused(this.state, mutation.id) : board.confirmed(this.state, mutation.id, message);
    this.answer = undefined;
    // As the outbox does after a read of the board meanwhile: it checks whether the message still exists.
    if (message && reads !== this.reads && !this.server.has(message.id)) {
      this.state = board.messageDeleted(this.state, message.id);
    }
  }
  take({ sequence, apply }: ReturnType<typeof received<Told>>): void {
    this.sequence = sequence;
    for (const { message, deleted, mutationId } of apply) {
      if (message) this.state = board.messageChanged(this.state, message, mutationId);
      if (deleted !== undefined) this.state = board.messageDeleted(this.state, deleted);
    }
  }
  /** A frame with any of the changes arrives: new ones, old ones, in any order. */
  frame(picks: number[]): void {
    if (this.told.length === 0) return;
    this.take(
      received(
        this.sequence,
        picks.map((pick) => this.told[pick % this.told.length] as Told),
      ),
    );
  }
  /** The board is read over HTTP. The read follows a subscription, and may be newer. */
  read(behind: number): void {
    const seq = Math.max(0, this.told.length - behind);
    this.reads += 1;
    this.state = board.loaded(this.state, [...this.server.values()]);
    this.take(resetTo(this.sequence, Math.max(seq, this.sequence.last ?? 0)));
  }
  shown(): Message[] {
    return [...board.notesOf(this.state).values()]
      .map(({ key: _key, unsaved: _unsaved, ...message }) => message)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  /** The network recovers, and all that is on its way arrives. */
  settle(): void {
    while (this.answer || this.state.pending.length > 0) {
      this.serve(false);
      this.takeAnswer();
    }
    this.take(received(this.sequence, this.told));
  }
}

const text = fc.constantFrom('a', 'b', 'c');
const nth = fc.nat(50);
const at = new Date(0).toISOString();
type Step = (world: World) => void;

const keyOf = (world: World, n: number): string => {
  const keys = [...board.notesOf(world.state).keys()];
  return keys[n % Math.max(1, keys.length)] ?? 'no note';
};
const idOf = (world: World, n: number): string => [...world.server.keys()][n % Math.max(1, world.server.size)] ?? '';

const own: fc.Arbitrary<Step> = fc.oneof(
  text.map((text) => (world: World) => {
    world.change({
      kind: 'post',
      key: board.ownKey(world.name()),
      draft: { author: 'page', text, task: text === 'a' },
      at,
    });
  }),
  fc.tuple(nth, text).map(([n, text]) => (world: World) => {
    world.change({ kind: 'edit', key: keyOf(world, n), patch: { text, color: text === 'c' ? null : 'blue' } });
  }),
  nth.map((n) => (world: World) => world.change({ kind: 'delete', key: keyOf(world, n) })),
  fc.tuple(nth, fc.boolean()).map(([n, given]) => (world: World) => {
    world.change({ kind: 'react', key: keyOf(world, n), reaction: 'heart', given });
  }),
);
const others: fc.Arbitrary<Step> = fc.oneof(
  text.map((text) => (world: World) => {
    world.put({ id: world.name(), author: 'other', text, createdAt: at, version: 1 });
  }),
  fc.tuple(nth, text).map(([n, text]) => (world: World) => {
    const message = world.server.get(idOf(world, n));
    if (message) world.put({ ...message, text, version: message.version + 1 });
  }),
  nth.map((n) => (world: World) => world.remove(idOf(world, n))),
);
const network: fc.Arbitrary<Step> = fc.oneof(
  fc.boolean().map((refuse) => (world: World) => world.serve(refuse)),
  fc.constant((world: World) => world.takeAnswer()),
  fc.array(nth, { maxLength: 4 }).map((picks) => (world: World) => world.frame(picks)),
  fc.nat(3).map((behind) => (world: World) => world.read(behind)),
);

describe('the state of a board in the page', () => {
  test('ends as the server’s, whatever the network did to one’s own changes and those of others', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(own, others, network, network), { maxLength: 60 }), (steps) => {
        const world = new World();
        world.read(0);
        for (const step of steps) step(world);
        world.settle();
        expect(world.shown()).toEqual([...world.server.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
        expect(world.state.pending).toEqual([]);
      }),
      runs(100),
    );
  });

  test('shows one’s own changes at once, and the server’s state again when all of them are refused', () => {
    fc.assert(
      fc.property(
        fc.array(others, { maxLength: 10 }),
        fc.array(own, { minLength: 1, maxLength: 10 }),
        (before, steps) => {
          const world = new World();
          for (const step of before) step(world);
          world.read(0);
          const unchanged = world.shown();
          for (const step of steps) step(world);
          for (const { id } of world.state.pending) world.state = board.refused(world.state, id);
          expect(world.shown()).toEqual(unchanged);
        },
      ),
      runs(100),
    );
  });

  test('a key stays that of its note when the server gives the note an id', () => {
    const world = new World();
    world.change({ kind: 'post', key: board.ownKey('x'), draft: { author: 'page', text: 'hello' }, at });
    world.change({ kind: 'edit', key: board.ownKey('x'), patch: { text: 'hello there' } });
    world.serve(false);
    world.takeAnswer();
    expect([...board.notesOf(world.state)]).toMatchObject([[board.ownKey('x'), { id: '000003', text: 'hello there' }]]);
  });
});
