import type { Color } from '../../../src/domain/color.ts';
import type { Reaction } from '../../../src/domain/reaction.ts';
import { asKept } from '../../../src/domain/text.ts';
import { freePlaceNear, NOTE } from '../board/layout.ts';
import type { Patch, Position } from '../board/message.ts';
import { idOf, keyOf, type Note, notesOf } from '../board/state.ts';
import { revealed, toPlane, zoomedAt } from '../board/viewport.ts';
import type { BoardSession } from '../session/board-session.ts';
import { mayChange } from '../session/changes.ts';
import type { Store } from '../session/store.ts';
import { mayWrite } from '../session/view.ts';
import type { Memory } from '../storage/memory.ts';
import type { BoardUi } from './board-ui.ts';
import { type Hands, writingOf } from './writing.ts';

type Options = {
  session: BoardSession;
  ui: Store<BoardUi>;
  memory: Memory;
  places: { current: ReadonlyMap<string, Position> };
  isGuest: boolean;
  /** What is kept until it is saved is kept under a name of its own. */
  unique(): string;
};

/** Who writes sees what is written. */
const READABLE = 0.8;
const focus = (key: string) =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus());

/** Everything one can do on a board, by mouse, finger or key. */
export const actionsOf = ({ session, ui, memory, places, isGuest, unique }: Options) => {
  let view = { showAll: () => {}, zoom: (_factor: number) => {} };
  /** What is shown may be older than what is known: a note under its id may have got its own name since. */
  const noteOf = (key: string): Note | undefined => {
    const state = session.state.get();
    return notesOf(state).get(keyOf(state, key));
  };
  const may = (key: string): boolean => {
    const note = noteOf(key);
    const { role, you } = session.view.get();
    const hasToken = (id: string) => memory.token(id) !== undefined;
    return note !== undefined && mayChange(note, { role, userId: you?.userId ?? session.userId, hasToken });
  };
  const forbidden = () =>
    session.notify(
      isGuest
        ? 'Only who wrote a note, here in this browser, may change it.'
        : 'Only its author and owners may change a note.',
      'info',
    );
  const edit = (key: string, patch: Patch) => {
    if (may(key)) session.change({ kind: 'edit', key, patch });
    else forbidden();
  };
  const size = () => ({ width: window.innerWidth, height: window.innerHeight });

  const hands: Hands = {
    /** Where a new note can be written: near the middle of the screen, over no other note. */
    freePlace: () => {
      const { width, height } = size();
      const middle = toPlane(ui.get().viewport, { x: width / 2, y: height / 2 - 40 });
      return freePlaceNear(middle, [...places.current.values()]);
    },
    /** Looks at a place closely enough to write there. */
    lookAt: (position) => {
      const { viewport: from } = ui.get();
      const { width, height } = size();
      const near = zoomedAt(from, { x: width / 2, y: height / 2 }, Math.max(1, READABLE / from.scale));
      return revealed(near, position, size());
    },
    noteOf,
    mayChange: may,
    forbidden,
    focus,
  };
  const rename = (name: string) => {
    const kept = asKept(name, 'one');
    if (kept === memory.name()) return;
    memory.setName(kept);
    session.renamed();
  };
  const writing = writingOf({ session, ui, memory, hands, isGuest, rename, unique });

  return {
    ...writing,
    mayChange: may,
    hasReacted: (key: string, reaction: Reaction) => memory.hasReacted(idOf(session.state.get(), key) ?? '', reaction),
    setView: (next: typeof view) => {
      view = next;
    },
    showAll: () => view.showAll(),
    zoom: (factor: number) => view.zoom(factor),
    help: () => ui.update({ dialog: 'help' }),
    /** A new note with its middle at a point of the plane. */
    writeAt: ({ x, y }: Position) => writing.writeIn({ x: Math.round(x - NOTE.width / 2), y: Math.round(y - 40) }),
    focus: (key: string) => {
      const place = places.current.get(key);
      const { viewport, drag, selected } = ui.get();
      if (selected === key) return;
      ui.update({ selected: key, ...(place && !drag && { viewport: revealed(viewport, place, size()) }) });
    },
    letGo: () => {
      ui.update({ selected: undefined });
      (document.activeElement as HTMLElement | null)?.blur();
    },
    tick: (key: string, done: boolean) => edit(key, { done }),
    setTask: (key: string, task: boolean) => edit(key, { done: task ? false : null }),
    recolor: (key: string, color: Color) => edit(key, { color }),
    react: (key: string, reaction: Reaction, given: boolean) => session.change({ kind: 'react', key, reaction, given }),
    moveTo: (key: string, position: Position) => edit(key, { position }),
    moveBy: (key: string, dx: number, dy: number) => {
      // What is shown may be older: keys can come faster than the page is drawn.
      const place = noteOf(key)?.position ?? places.current.get(key);
      if (place) edit(key, { position: { x: place.x + dx, y: place.y + dy } });
    },
    remove: (key: string) => {
      if (!may(key)) return forbidden();
      ui.update({ selected: undefined });
      const deletion = session.change({ kind: 'delete', key });
      session.notify('Note deleted.', 'info', { label: 'Undo', run: () => session.undo(deletion) });
    },
    noteOf,
    rename,
    mayWrite: () => mayWrite(session.view.get()),
    selected: () => ui.get().selected,
    isBusy: () => ui.get().editing !== undefined || ui.get().dialog !== undefined,
    undo: () => {
      if (!session.undo()) session.notify('There is nothing of yours to undo.', 'info');
    },
  };
};

export type BoardActions = ReturnType<typeof actionsOf>;
