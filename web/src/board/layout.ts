import type { Position } from './message.ts';

/** A note's width, and the height of a note with a few lines, in pixels of the plane. */
export const NOTE = { width: 216, height: 168 };
const GAP = 24;
const CELL = { width: NOTE.width + GAP, height: NOTE.height + GAP };
const COLUMNS = 4;

type Placed = { key: string; position?: Position | undefined };

const overlaps = (a: Position, b: Position): boolean =>
  Math.abs(a.x - b.x) < NOTE.width + GAP / 2 && Math.abs(a.y - b.y) < NOTE.height + GAP / 2;

/** Places in rows, from the middle of the plane to the right and downwards. */
const cell = (n: number): Position => ({ x: (n % COLUMNS) * CELL.width, y: Math.floor(n / COLUMNS) * CELL.height });

/**
 * The place of every note: its own position, or else a free place. A free place stays the same as long as the note has
 * no position, so that one note's move does not move others.
 * @param notes oldest first
 * @param previous the previous result of this function
 */
export const layOut = (
  notes: readonly Placed[],
  previous: ReadonlyMap<string, Position> = new Map(),
): Map<string, Position> => {
  const places = new Map<string, Position>();
  for (const { key, position } of notes) {
    const place = position ?? previous.get(key);
    if (place) places.set(key, place);
  }
  let n = 0;
  const taken = [...places.values()];
  for (const { key } of notes.filter((note) => !places.has(note.key))) {
    while (taken.some((place) => overlaps(place, cell(n)))) n += 1;
    places.set(key, cell(n));
    taken.push(cell(n));
  }
  return places;
};

/** How far from a point a free place is searched, in quarters of a note's place, and the steps in order of distance. */
const REACH = 40;
const RANGE = Array.from({ length: 2 * REACH + 1 }, (_, n) => n - REACH);
const STEPS = RANGE.flatMap((x) => RANGE.map((y) => ({ x: (x * CELL.width) / 4, y: (y * CELL.height) / 4 }))).sort(
  (a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y),
);

/** The free place nearest to a point, for the middle of a new note; the point itself if there is none. */
export const freePlaceNear = (point: Position, taken: readonly Position[]): Position => {
  const start = { x: Math.round(point.x - NOTE.width / 2), y: Math.round(point.y - NOTE.height / 2) };
  const step = STEPS.find(({ x, y }) => !taken.some((other) => overlaps({ x: start.x + x, y: start.y + y }, other)));
  return step ? { x: start.x + step.x, y: start.y + step.y } : start;
};

/** Keys in reading order: in lines from the top, each from the left. */
export const readingOrder = (places: ReadonlyMap<string, Position>): string[] => {
  const line = ({ y }: Position): number => Math.round(y / (CELL.height / 2));
  return [...places].sort(([, a], [, b]) => line(a) - line(b) || a.x - b.x || a.y - b.y).map(([key]) => key);
};
