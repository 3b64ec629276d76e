import type { LiveCaller } from './live.ts';

/** A change as clients get it, without its number. */
export type LiveEvent = { kind: string; at: string; [member: string]: unknown };

/** The same with its number, which is one more than that of the board's previous change. */
export type NumberedEvent = LiveEvent & { seq: number };

/** An event with its position in the stream, which sorts after that of the board's previous event. */
export type PlacedEvent = { position: string; event: LiveEvent };

/** The changes of one frame, which are stored together. */
export type Frame = { first: number; last: number; changes: NumberedEvent[] };

/** In bytes. A frame of API Gateway holds 32 KB; this leaves room for the envelope. */
const FRAME_BYTES = 30_000;

const bytes = (event: LiveEvent): number =>
  Buffer.byteLength(JSON.stringify(event)) + '"seq":9007199254740991,'.length + 1;

/** Divides events into runs that each fit into a frame, in order. A larger event is a run of its own. */
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

/** Kinds of changes whose content guests of a share link do not get. */
const FOR_MEMBERS = new Set(['board', 'member', 'member-removed']);

/** Changes as they are sent at a door. Hidden changes keep their number, so that no number is missing. */
export const asToldAt = (door: LiveCaller['door'], changes: readonly NumberedEvent[]): NumberedEvent[] =>
  changes.map((change) =>
    door === 'shared' && FOR_MEMBERS.has(change.kind) ? { seq: change.seq, kind: 'other', at: change.at } : change,
  );

/** Divides changes into portions that each fit into a frame. */
export const portions = (changes: readonly NumberedEvent[]): NumberedEvent[][] =>
  cut(changes.map((event) => ({ event }))).map((run) => run.map(({ event }) => event));
