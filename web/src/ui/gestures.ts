import type { Position } from '../board/message.ts';
import { panned, toPlane, type Viewport, zoomedAt } from '../board/viewport.ts';
import type { Store } from '../session/store.ts';
import type { BoardUi } from './board-ui.ts';

/** A finger must rest on a note for this long to drag it; otherwise it moves the plane. */
const LONG_PRESS_MS = 350;
/** Smaller movements of a pointer are ignored, in pixels. */
const SLOP = 5;

type Targets = {
  /** The note's place, if the note exists and may be moved. */
  movable(key: string): Position | undefined;
  dropped(key: string, position: Position): void;
  pointed(position: Position): void;
};

type Surface = { element: HTMLElement; ui: Store<BoardUi>; targets: Targets };

/** A pointer that is down. `grip` is its position on the note that it drags. */
type Press = { start: Position; key: string | undefined; grip?: Position; moved: boolean; timer: number | undefined };

const keyAt = (target: EventTarget | null): string | undefined =>
  (target as Element | null)?.closest<HTMLElement>('[data-key]')?.dataset.key;

const isControl = (target: EventTarget | null): boolean =>
  (target as Element | null)?.closest('button, input, textarea, a, label, .note-actions, .bar') !== null;

/** The viewport after a movement of one of two fingers. */
const pinched = (viewport: Viewport, other: Position, before: Position, point: Position): Viewport => {
  const length = (p: Position) => Math.max(1, Math.hypot(p.x - other.x, p.y - other.y));
  const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
  const moved = panned(viewport, (point.x - before.x) / 2, (point.y - before.y) / 2);
  return zoomedAt(moved, middle, length(point) / length(before));
};

/** The viewport after a turn of the wheel at a point. */
const wheeled = (viewport: Viewport, point: Position, event: WheelEvent): Viewport => {
  if (event.ctrlKey || event.metaKey) return zoomedAt(viewport, point, Math.exp(-event.deltaY / 300));
  return event.shiftKey
    ? panned(viewport, -event.deltaY, -event.deltaX)
    : panned(viewport, -event.deltaX, -event.deltaY);
};

/** Starts to drag the note under a pointer, if it may be moved. */
const grip = ({ ui, targets }: Surface, press: Press, point: Position): void => {
  const { key } = press;
  const place = key === undefined ? undefined : targets.movable(key);
  if (key === undefined || !place) return;
  const on = toPlane(ui.get().viewport, point);
  press.grip = { x: on.x - place.x, y: on.y - place.y };
  ui.update({ drag: { key, position: place }, selected: key });
};

const dragTo = (ui: Store<BoardUi>, { x, y }: Position, point: Position): void => {
  const { drag, viewport } = ui.get();
  if (!drag) return;
  const on = toPlane(viewport, point);
  ui.update({ drag: { ...drag, position: { x: Math.round(on.x - x), y: Math.round(on.y - y) } } });
};

/** The pointer moves with the button, or the finger, down. */
const pull = (surface: Surface, event: PointerEvent, press: Press, before: Position, point: Position): void => {
  const { element, ui } = surface;
  if (!press.moved && Math.hypot(point.x - press.start.x, point.y - press.start.y) > SLOP) {
    press.moved = true;
    clearTimeout(press.timer);
    // Capture only now, so that clicks and double clicks still reach the element below the pointer.
    element.setPointerCapture(event.pointerId);
    if (!press.grip && event.pointerType !== 'touch') grip(surface, press, press.start);
  }
  if (press.grip) dragTo(ui, press.grip, point);
  else if (press.moved) ui.update({ viewport: panned(ui.get().viewport, point.x - before.x, point.y - before.y) });
};

/** The handlers of pointer events; `at` returns the position of an event on the element. */
const pointerHandlers = (surface: Surface, at: (event: MouseEvent) => Position) => {
  const { ui, targets } = surface;
  const pointers = new Map<number, Position>();
  let press: Press | undefined;
  return {
    down: (event: PointerEvent): void => {
      if (isControl(event.target) || event.button !== 0) return;
      const point = at(event);
      pointers.set(event.pointerId, point);
      clearTimeout(press?.timer);
      if (pointers.size > 1) {
        ui.update({ drag: undefined });
        press = undefined;
        return;
      }
      const begun: Press = { start: point, key: keyAt(event.target), moved: false, timer: undefined };
      press = begun;
      if (begun.key !== undefined && event.pointerType === 'touch')
        begun.timer = setTimeout(() => grip(surface, begun, point), LONG_PRESS_MS);
    },
    move: (event: PointerEvent): void => {
      const point = at(event);
      targets.pointed(toPlane(ui.get().viewport, point));
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) ui.update({ viewport: pinched(ui.get().viewport, other, before, point) });
      else if (press) pull(surface, event, press, before, point);
      pointers.set(event.pointerId, point);
    },
    up: (event: PointerEvent): void => {
      if (!pointers.delete(event.pointerId)) return;
      clearTimeout(press?.timer);
      const { drag } = ui.get();
      if (drag && press?.grip && press.moved && event.type === 'pointerup') targets.dropped(drag.key, drag.position);
      if (drag) ui.update({ drag: undefined });
      if (press && !press.moved && press.key === undefined) ui.update({ selected: undefined });
      press = undefined;
    },
  };
};

/**
 * Moves, zooms and drags: one pointer on the plane pans, on a note it drags it (a finger after a long press), two
 * pinch, the wheel pans or, with Ctrl, zooms.
 * @returns a function that removes the listeners
 */
export const listenToGestures = (element: HTMLElement, ui: Store<BoardUi>, targets: Targets): (() => void) => {
  const at = (event: MouseEvent): Position => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const { down, move, up } = pointerHandlers({ element, ui, targets }, at);
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    ui.update({ viewport: wheeled(ui.get().viewport, at(event), event) });
  };
  const off = new AbortController();
  const { signal } = off;
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', up, { signal });
  element.addEventListener('wheel', wheel, { signal, passive: false });
  return () => off.abort();
};
