import type { RefObject } from 'preact';
import { freePlaceNear } from '../board/layout.ts';
import type { Position } from '../board/message.ts';
import { fitted, revealed, toPlane, type Viewport, zoomedAt } from '../board/viewport.ts';
import type { Store } from '../session/store.ts';
import type { BoardUi } from './board-ui.ts';

/** Where the notes lie, by key. */
export type Places = RefObject<ReadonlyMap<string, Position>>;

/** Who writes sees what is written. */
const READABLE = 0.8;
/** A board that opens is shown no smaller than this, even if not all of it fits. */
const LEGIBLE = 0.7;
const INSETS = { top: 84, bottom: 96, side: 28 };

const size = () => ({ width: window.innerWidth, height: window.innerHeight });

const middle = (): Position => ({ x: window.innerWidth / 2, y: window.innerHeight / 2 });

/** What of the plane one looks at. */
export const lookingOf = (ui: Store<BoardUi>, places: Places) => ({
  showAll: (): void => ui.update({ viewport: fitted([...(places.current?.values() ?? [])], size(), INSETS) }),
  /** As much of all notes as there is room for where they can still be read. */
  lookFirst: (): void =>
    ui.update({ viewport: fitted([...(places.current?.values() ?? [])], size(), INSETS, LEGIBLE) }),
  zoom: (factor: number): void => ui.update({ viewport: zoomedAt(ui.get().viewport, middle(), factor) }),
  /** Where a new note can be written: near the middle of the screen, over no other note. */
  freePlace: (): Position => {
    const { x, y } = middle();
    return freePlaceNear(toPlane(ui.get().viewport, { x, y: y - 40 }), [...(places.current?.values() ?? [])]);
  },
  /** A place, closely enough to write there. */
  lookAt: (position: Position): Viewport => {
    const { viewport: from } = ui.get();
    return revealed(zoomedAt(from, middle(), Math.max(1, READABLE / from.scale)), position, size());
  },
  /** The note that has the focus is shown in full. */
  focus: (key: string): void => {
    const place = places.current?.get(key);
    const { viewport, drag, selected } = ui.get();
    if (selected === key) return;
    ui.update({ selected: key, ...(place && !drag && { viewport: revealed(viewport, place, size()) }) });
  },
});
