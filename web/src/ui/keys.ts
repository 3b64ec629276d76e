import type { BoardActions } from './board-actions.ts';
import { isComposing } from './composing.ts';
import { shortcutOf } from './shortcut.ts';

const STEP = 10;
const BIG_STEP = 60;

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const noteAt = (target: EventTarget | null): string | undefined =>
  target instanceof HTMLElement && target.matches('article[data-key]') ? target.dataset.key : undefined;

/** Handles keys while a note has the focus. @returns whether the key was handled */
const onNote = (event: KeyboardEvent, key: string, acts: BoardActions): boolean => {
  const arrow = ARROWS[event.key];
  if (arrow) {
    const step = event.shiftKey ? BIG_STEP : STEP;
    acts.moveBy(key, arrow[0] * step, arrow[1] * step);
    return true;
  }
  const note = acts.noteOf(key);
  switch (event.key) {
    case 'Enter':
      acts.edit(key);
      return true;
    case 'Delete':
    case 'Backspace':
      acts.remove(key);
      return true;
    case ' ':
      if (note?.done !== undefined) acts.tick(key, !note.done);
      return true;
    default:
      return false;
  }
};

const onBoard: Record<string, (acts: BoardActions) => void> = {
  n: (acts) => acts.write(),
  '?': (acts) => acts.help(),
  '+': (acts) => acts.zoom(1.25),
  '-': (acts) => acts.zoom(0.8),
  '0': (acts) => acts.showAll(),
  Escape: (acts) => acts.letGo(),
};

/** @returns whether the key was handled */
const onKey = (event: KeyboardEvent, acts: BoardActions): boolean => {
  const shortcut = shortcutOf(event);
  // AltGr, which some layouts need for letters, counts as Ctrl and Alt together.
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    const isUndo = shortcut === 'z' && !event.shiftKey;
    if (isUndo) acts.undo();
    return isUndo;
  }
  const key = noteAt(event.target);
  if (key !== undefined && onNote(event, key, acts)) return true;
  const act = onBoard[shortcut];
  act?.(acts);
  return act !== undefined;
};

/** Handles the page's keys, except in text fields. @returns a function that stops it */
export const listenToKeys = (acts: BoardActions): (() => void) => {
  const listen = (event: KeyboardEvent) => {
    const target = event.target as Element | null;
    if (isComposing(event) || acts.isBusy()) return;
    if (target?.closest('textarea, input:not([type=checkbox]), dialog')) return;
    if (onKey(event, acts)) event.preventDefault();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
};
