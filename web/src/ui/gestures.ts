import type { Position } from '../board/message.ts';
import { panned, toPlane, type Viewport, zoomedAt } from '../board/viewport.ts';
import type { Store } from '../session/store.ts';
import type { BoardUi } from './board-ui.ts';

/** A finger must rest on a note for this long to take it along; before, it moves the plane. */
const LONG_PRESS_MS = 350;
/** Below this many pixels a pointer has not moved. */
const SLOP = 5;

type Targets = {
  /** The note's place, if it is there and may be moved. */
  movable(key: string): Position | undefined;
  dropped(key: string, position: Position): void;
  pointed(position: Position): void;
};

type Press = { start: Position; key: string | undefined; grip?: Position; moved: boolean; timer: number | undefined };

const keyAt = (target: EventTarget | null): string | undefined =>
  (target as Element | null)?.closest<HTMLElement>('[data-key]')?.dataset.key;

const isControl = (target: EventTarget | null): boolean =>
  (target as Element | null)?.closest('button, input, textarea, a, label, .note-actions, .bar') !== null;

/**
 * Moves, zooms and drags: one pointer on the plane pans, on a note it drags it (a finger after a long press), two
 * pinch, the wheel pans or, with Ctrl, zooms. @returns what takes the listeners away
 */
export const listenToGestures = (element: HTMLElement, ui: Store<BoardUi>, targets: Targets): (() => void) => {
  const pointers = new Map<number, Position>();
  let press: Press | undefined;

  const at = (event: MouseEvent): Position => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const setViewport = (viewport: Viewport) => ui.update({ viewport });
  const grip = (point: Position): boolean => {
    const place = press?.key === undefined ? undefined : targets.movable(press.key);
    if (!press || !place || press.key === undefined) return false;
    const on = toPlane(ui.get().viewport, point);
    press.grip = { x: on.x - place.x, y: on.y - place.y };
    ui.update({ drag: { key: press.key, position: place }, selected: press.key });
    return true;
  };
  const down = (event: PointerEvent) => {
    if (isControl(event.target) || event.button !== 0) return;
    const point = at(event);
    pointers.set(event.pointerId, point);
    clearTimeout(press?.timer);
    if (pointers.size > 1) {
      ui.update({ drag: undefined });
      press = undefined;
      return;
    }
    press = { start: point, key: keyAt(event.target), moved: false, timer: undefined };
    if (press.key !== undefined && event.pointerType === 'touch')
      press.timer = setTimeout(() => grip(point), LONG_PRESS_MS);
  };
  const pinch = (id: number, point: Position) => {
    const other = [...pointers].find(([key]) => key !== id)?.[1];
    const before = pointers.get(id);
    if (!other || !before) return;
    const length = (p: Position) => Math.max(1, Math.hypot(p.x - other.x, p.y - other.y));
    const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
    const moved = panned(ui.get().viewport, (point.x - before.x) / 2, (point.y - before.y) / 2);
    setViewport(zoomedAt(moved, middle, length(point) / length(before)));
  };
  const dragTo = (point: Position) => {
    const { drag, viewport } = ui.get();
    if (!drag || !press?.grip) return;
    const on = toPlane(viewport, point);
    const position = { x: Math.round(on.x - press.grip.x), y: Math.round(on.y - press.grip.y) };
    ui.update({ drag: { ...drag, position } });
  };
  /** The pointer moves with the button, or the finger, down. */
  const pull = (event: PointerEvent, held: Press, before: Position, point: Position) => {
    if (!held.moved && Math.hypot(point.x - held.start.x, point.y - held.start.y) > SLOP) {
      held.moved = true;
      clearTimeout(held.timer);
      // Only now, so that clicks and double clicks still reach what is below the pointer.
      element.setPointerCapture(event.pointerId);
      if (!held.grip && event.pointerType !== 'touch') grip(held.start);
    }
    if (held.grip) dragTo(point);
    else if (held.moved) setViewport(panned(ui.get().viewport, point.x - before.x, point.y - before.y));
  };
  const move = (event: PointerEvent) => {
    const point = at(event);
    targets.pointed(toPlane(ui.get().viewport, point));
    const before = pointers.get(event.pointerId);
    if (!before) return;
    if (pointers.size > 1) pinch(event.pointerId, point);
    else if (press) pull(event, press, before, point);
    pointers.set(event.pointerId, point);
  };
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    clearTimeout(press?.timer);
    const { drag } = ui.get();
    if (drag && press?.grip && press.moved && event.type === 'pointerup') targets.dropped(drag.key, drag.position);
    if (drag) ui.update({ drag: undefined });
    if (press && !press.moved && press.key === undefined) ui.update({ selected: undefined });
    press = undefined;
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const { viewport } = ui.get();
    if (event.ctrlKey || event.metaKey) setViewport(zoomedAt(viewport, at(event), Math.exp(-event.deltaY / 300)));
    else if (event.shiftKey) setViewport(panned(viewport, -event.deltaY, -event.deltaX));
    else setViewport(panned(viewport, -event.deltaX, -event.deltaY));
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
