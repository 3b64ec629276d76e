import type { Color } from '../../../src/domain/color.ts';
import type { Position } from '../board/message.ts';
import type { Viewport } from '../board/viewport.ts';
import { createStore, type Store } from '../session/store.ts';

/**
 * What somebody is writing: a note that is there, or a new one at a place. `id` is what it is kept under until it is saved;
 * `base` is the text of a note that is there, as it was when writing began.
 */
export type Editing = {
  id: string;
  key: string;
  text: string;
  base?: string;
  color?: Color;
  task?: boolean;
  position?: Position;
  isNew: boolean;
};

/** What the hands are doing: nothing of it is the board's. */
export type BoardUi = {
  viewport: Viewport;
  selected: string | undefined;
  editing: Editing | undefined;
  /** A note that is being dragged, and where it is. */
  drag: { key: string; position: Position } | undefined;
  dialog: 'help' | 'you' | 'share' | 'left' | undefined;
};

export const createUi = (): Store<BoardUi> =>
  createStore<BoardUi>({
    viewport: { x: 40, y: 90, scale: 1 },
    selected: undefined,
    editing: undefined,
    drag: undefined,
    dialog: undefined,
  });
