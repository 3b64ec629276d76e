import type { LiveCaller } from './live.ts';

/** A change as clients get it, without the number that it has among those of its board. */
export type LiveEvent = { kind: string; at: string; [member: string]: unknown };

/** The same with its number: one more than that of the board's change before it. */
export type NumberedEvent = LiveEvent & { seq: number };

/** An event with its place in the stream, which sorts after that of the board's event before. */
export type PlacedEvent = { position: string; event: LiveEvent };

/** Changes that one frame carries, and are kept together. */
export type Frame = { first: number; last: number; changes: NumberedEvent[] };

/** API Gateway's frames hold 32 KB; this leaves room for what is around the changes. Bytes. */
const FRAME_BYTES = 30_000;

const bytes = (event: LiveEvent): number =>
  Buffer.byteLength(JSON.stringify(event)) + '"seq":9007199254740991,'.length + 1;

/** Cuts events into runs that each fit into a frame, in their order. An event that is larger than that is alone. */
export const cut = <E extends { event: LiveEvent }>(events: readonly E[]): E[][] => {
  const runs: E[][] = [];
  let room = 0;
  for (const entry of events) {
    const size = bytes(entry.event);
    const last = runs.at(-1);
    if (last && size <= room) last.push(entry);
    else runs.push([entry]);
    room = (last && size <= room ? room : FRAME_BYTES) - size;
  }
  return runs;
};

/** Numbers events from `seq + 1` on. */
export const frameAfter = (seq: number, events: readonly LiveEvent[]): Frame => ({
  first: seq + 1,
  last: seq + events.length,
  changes: events.map((event, n) => ({ seq: seq + 1 + n, ...event })),
});

/** What guests of a share link are not told. */
const FOR_MEMBERS = new Set(['board', 'member', 'member-removed']);

/** Changes as they are told at a door. A number without its content is still a number: none is missing. */
export const asToldAt = (door: LiveCaller['door'], changes: readonly NumberedEvent[]): NumberedEvent[] =>
  changes.map((change) =>
    door === 'shared' && FOR_MEMBERS.has(change.kind) ? { seq: change.seq, kind: 'other', at: change.at } : change,
  );

/** The same changes in portions that each fit into a frame. */
export const portions = (changes: readonly NumberedEvent[]): NumberedEvent[][] =>
  cut(changes.map((event) => ({ event }))).map((run) => run.map(({ event }) => event));
