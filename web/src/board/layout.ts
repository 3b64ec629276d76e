import type { Position } from './message.ts';

/** A note's width, and the height that one of a few lines has, in pixels of the plane. */
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
 * Where every note lies: where people put it, else in a free place. A place once given is kept as long as the note has
 * none of its own, so that nothing moves because something else did.
 * @param notes oldest first @param previous what this function answered before
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

/** How far around a point a free place is looked for, in quarters of a note's place, and the steps in order of distance. */
const REACH = 40;
const RANGE = Array.from({ length: 2 * REACH + 1 }, (_, n) => n - REACH);
const STEPS = RANGE.flatMap((x) => RANGE.map((y) => ({ x: (x * CELL.width) / 4, y: (y * CELL.height) / 4 }))).sort(
  (a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y),
);

/** The free place nearest to a point, for the middle of a new note; the point itself where all is full. */
export const freePlaceNear = (point: Position, taken: readonly Position[]): Position => {
  const start = { x: Math.round(point.x - NOTE.width / 2), y: Math.round(point.y - NOTE.height / 2) };
  const step = STEPS.find(({ x, y }) => !taken.some((other) => overlaps({ x: start.x + x, y: start.y + y }, other)));
  return step ? { x: start.x + step.x, y: start.y + step.y } : start;
};

/** Keys in the order in which one reads the notes: in lines from the top, each from the left. */
export const readingOrder = (places: ReadonlyMap<string, Position>): string[] => {
  const line = ({ y }: Position): number => Math.round(y / (CELL.height / 2));
  return [...places].sort(([, a], [, b]) => line(a) - line(b) || a.x - b.x || a.y - b.y).map(([key]) => key);
};
