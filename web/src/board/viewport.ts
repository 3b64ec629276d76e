import { NOTE } from './layout.ts';
import type { Position } from './message.ts';

/** The visible part of the plane: the screen position of its middle, in pixels, and the zoom. */
export type Viewport = { x: number; y: number; scale: number };

export type Size = { width: number; height: number };

const MIN_SCALE = 0.2;
const MAX_SCALE = 2.5;

const clamp = (scale: number): number => Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));

/** The point of the plane at a point of the screen. */
export const toPlane = ({ x, y, scale }: Viewport, point: Position): Position => ({
  x: (point.x - x) / scale,
  y: (point.y - y) / scale,
});

export const panned = (viewport: Viewport, dx: number, dy: number): Viewport => ({
  ...viewport,
  x: viewport.x + dx,
  y: viewport.y + dy,
});

/** Zooms by a factor around a point of the screen. */
export const zoomedAt = (viewport: Viewport, point: Position, factor: number): Viewport => {
  const scale = clamp(viewport.scale * factor);
  const at = toPlane(viewport, point);
  return { x: point.x - at.x * scale, y: point.y - at.y * scale, scale };
};

/**
 * Fits the notes into the middle of the screen, at most in full size. If they would be smaller than `least`, it shows
 * their upper left corner.
 * @param insets pixels that bars cover
 */
export const fitted = (
  places: readonly Position[],
  size: Size,
  insets: { top: number; bottom: number; side: number },
  least = MIN_SCALE,
): Viewport => {
  const room = { width: size.width - 2 * insets.side, height: size.height - insets.top - insets.bottom };
  const xs = places.length > 0 ? places.map(({ x }) => x) : [0];
  const ys = places.length > 0 ? places.map(({ y }) => y) : [0];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const width = Math.max(...xs) + NOTE.width - left;
  const height = Math.max(...ys) + NOTE.height - top;
  const scale = Math.max(least, Math.min(1, room.width / width, room.height / height));
  return {
    x: insets.side + Math.max(0, room.width - width * scale) / 2 - left * scale,
    y: insets.top + Math.max(0, room.height - height * scale) / 2 - top * scale,
    scale,
  };
};

/** Pixels at the screen's edges that bars cover, including the note's own bar. */
const EDGES = { top: 84, bottom: 200, side: 24 };

/** The smallest panning that shows a whole note, for example when it gets the keyboard focus. */
export const revealed = (viewport: Viewport, place: Position, size: Size): Viewport => {
  const left = place.x * viewport.scale + viewport.x;
  const top = place.y * viewport.scale + viewport.y;
  const shift = (start: number, end: number, from: number, to: number): number => {
    if (start < from) return from - start;
    return end > to ? to - end : 0;
  };
  const [right, bottom] = [left + NOTE.width * viewport.scale, top + NOTE.height * viewport.scale];
  return panned(
    viewport,
    shift(left, right, EDGES.side, size.width - EDGES.side),
    shift(top, bottom, EDGES.top, size.height - EDGES.bottom),
  );
};
