import { asKept } from '../../../src/domain/text.ts';
import { NOTE } from '../board/layout.ts';
import type { Position } from '../board/message.ts';
import type { BoardSession } from '../session/board-session.ts';
import type { Store } from '../session/store.ts';
import { mayWrite } from '../session/view.ts';
import type { Memory } from '../storage/memory.ts';
import type { BoardUi } from './board-ui.ts';
import { lookingOf, type Places } from './looking.ts';
import { noteChanges, rightsOf } from './note-changes.ts';
import { type Hands, writingOf } from './writing.ts';

type Options = {
  session: BoardSession;
  ui: Store<BoardUi>;
  memory: Memory;
  places: Places;
  isGuest: boolean;
  /** The unique name under which an unfinished text is stored. */
  unique(): string;
};

const focusOn = (key: string) =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus());

/** All actions on a board, by mouse, finger or key. */
export const actionsOf = (options: Options) => {
  const { session, ui, memory, places, isGuest, unique } = options;
  const rights = rightsOf(options);
  const { showAll, lookFirst, zoom, focus, freePlace, lookAt } = lookingOf(ui, places);
  const rename = (name: string): void => {
    const kept = asKept(name, 'one');
    if (kept === memory.name()) return;
    memory.setName(kept);
    session.renamed();
  };
  const hands: Hands = { ...rights, freePlace, lookAt, focus: focusOn };
  const writing = writingOf({ session, ui, memory, hands, isGuest, rename, unique });
  return {
    ...writing,
    ...noteChanges(options, rights),
    ...{ showAll, lookFirst, zoom, focus, rename, mayChange: rights.mayChange, noteOf: rights.noteOf },
    help: () => ui.update({ dialog: 'help' }),
    /** A new note with its middle at a point of the plane. */
    writeAt: ({ x, y }: Position) => writing.writeIn({ x: Math.round(x - NOTE.width / 2), y: Math.round(y - 40) }),
    letGo: () => {
      ui.update({ selected: undefined });
      (document.activeElement as HTMLElement | null)?.blur();
    },
    mayWrite: () => mayWrite(session.view.get()),
    selected: () => ui.get().selected,
    isBusy: () => ui.get().editing !== undefined || ui.get().dialog !== undefined,
    undo: () => {
      if (!session.undo()) session.notify('There is nothing of yours to undo.', 'info');
    },
  };
};

export type BoardActions = ReturnType<typeof actionsOf>;
