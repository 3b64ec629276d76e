import type { RefObject } from 'preact';
import { freePlaceNear } from '../board/layout.ts';
import type { Position } from '../board/message.ts';
import { fitted, revealed, toPlane, type Viewport, zoomedAt } from '../board/viewport.ts';
import type { Store } from '../session/store.ts';
import type { BoardUi } from './board-ui.ts';

/** The places of the notes, by key. */
export type Places = RefObject<ReadonlyMap<string, Position>>;

/** Keeps the note that is being written in view. */
const READABLE = 0.8;
/** The smallest zoom when a board opens, even if not all of it fits. */
const LEGIBLE = 0.7;
const INSETS = { top: 84, bottom: 96, side: 28 };

const size = () => ({ width: window.innerWidth, height: window.innerHeight });

const middle = (): Position => ({ x: window.innerWidth / 2, y: window.innerHeight / 2 });

/** Controls the visible part of the plane. */
export const lookingOf = (ui: Store<BoardUi>, places: Places) => ({
  showAll: (): void => ui.update({ viewport: fitted([...(places.current?.values() ?? [])], size(), INSETS) }),
  /** Shows as many notes as fit at a readable size. */
  lookFirst: (): void =>
    ui.update({ viewport: fitted([...(places.current?.values() ?? [])], size(), INSETS, LEGIBLE) }),
  zoom: (factor: number): void => ui.update({ viewport: zoomedAt(ui.get().viewport, middle(), factor) }),
  /** A place for a new note: near the middle of the screen, not over another note. */
  freePlace: (): Position => {
    const { x, y } = middle();
    return freePlaceNear(toPlane(ui.get().viewport, { x, y: y - 40 }), [...(places.current?.values() ?? [])]);
  },
  /** Shows a place at a size for writing. */
  lookAt: (position: Position): Viewport => {
    const { viewport: from } = ui.get();
    return revealed(zoomedAt(from, middle(), Math.max(1, READABLE / from.scale)), position, size());
  },
  /** Shows the whole focused note. */
  focus: (key: string): void => {
    const place = places.current?.get(key);
    const { viewport, drag, selected } = ui.get();
    if (selected === key) return;
    ui.update({ selected: key, ...(place && !drag && { viewport: revealed(viewport, place, size()) }) });
  },
});
