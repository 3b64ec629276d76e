import type { Color } from '../../../src/domain/color.ts';
import type { Position } from '../board/message.ts';
import type { Viewport } from '../board/viewport.ts';
import { createStore, type Store } from '../session/store.ts';

/**
 * The text that is being written, for an existing note or a new one at a place. `id` is its name in storage until it is
 * saved. `base` is the text of the existing note when writing began.
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

/** The state of the interaction, which is not a part of the board. */
export type BoardUi = {
  viewport: Viewport;
  selected: string | undefined;
  editing: Editing | undefined;
  /** The dragged note, and its position. */
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
