import { freePlaceNear, NOTE } from '../board/layout.ts';
import type { Color, Position, Reaction } from '../board/message.ts';
import { idOf, type Note, notesOf } from '../board/state.ts';
import { revealed, toPlane, zoomedAt } from '../board/viewport.ts';
import type { BoardSession } from '../session/board-session.ts';
import { mayChange } from '../session/changes.ts';
import type { Memory } from '../session/memory.ts';
import type { Store } from '../session/store.ts';
import { mayWrite } from '../session/view.ts';
import type { BoardUi, Editing } from './board-ui.ts';
import type { Written } from './note-editor.tsx';

type Options = {
  session: BoardSession;
  ui: Store<BoardUi>;
  memory: Memory;
  places: { current: ReadonlyMap<string, Position> };
  isGuest: boolean;
};

const GUEST = 'Guest';
/** Who writes sees what is written. */
const READABLE = 0.8;
const focus = (key: string) =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus());

/** Everything one can do on a board, by mouse, finger or key. */
export const actionsOf = ({ session, ui, memory, places, isGuest }: Options) => {
  let view = { showAll: () => {}, zoom: (_factor: number) => {} };
  const noteOf = (key: string): Note | undefined => notesOf(session.state.get()).get(key);
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
  const edit = (key: string, patch: Parameters<typeof session.change>[0] & { kind: 'edit' }) =>
    may(key) ? session.change(patch) : forbidden();
  const size = () => ({ width: window.innerWidth, height: window.innerHeight });

  const writeIn = (position: Position, text = '') => {
    if (!mayWrite(session.view.get())) return;
    const key = session.newKey();
    const { viewport: from } = ui.get();
    const { width, height } = size();
    const middle = { x: width / 2, y: height / 2 };
    const viewport = revealed(zoomedAt(from, middle, Math.max(1, READABLE / from.scale)), position, size());
    ui.update({ editing: { key, text, position, isNew: true }, selected: undefined, viewport });
  };
  const free = (point: Position) => freePlaceNear(point, [...places.current.values()]);
  const write = (text?: string) => {
    const { width, height } = size();
    writeIn(free(toPlane(ui.get().viewport, { x: width / 2, y: height / 2 - 40 })), text);
  };
  const startEdit = (key: string, text?: string) => {
    const note = noteOf(key);
    if (!note) return;
    if (!may(key)) return forbidden();
    ui.update({ editing: { key, text: text ?? note.text, base: note.text, isNew: false }, selected: key });
  };

  const rename = (name: string) => {
    if (name === memory.name()) return;
    memory.setName(name);
    session.renamed();
  };
  const post = (editing: Editing, { text, color, task, name }: Written) => {
    if (isGuest) rename(name);
    const draft = {
      ...(isGuest && { author: name || GUEST }),
      text,
      color,
      ...(editing.position && { position: editing.position }),
      ...(task && { task }),
    };
    session.change({ kind: 'post', key: editing.key, at: new Date().toISOString(), draft });
  };
  const save = (written: Written) => {
    const { editing } = ui.get();
    if (!editing) return;
    const { key, isNew, base = '' } = editing;
    ui.update({ editing: undefined, selected: key });
    memory.setUnfinished(null);
    if (isNew) post(editing, written);
    else if (written.text !== base) session.change({ kind: 'edit', key, patch: { text: written.text }, base });
    focus(key);
  };
  return {
    mayChange: may,
    hasReacted: (key: string, reaction: Reaction) => memory.hasReacted(idOf(session.state.get(), key) ?? '', reaction),
    setView: (next: typeof view) => {
      view = next;
    },
    showAll: () => view.showAll(),
    zoom: (factor: number) => view.zoom(factor),
    help: () => ui.update({ dialog: 'help' }),
    write: () => write(),
    /** A new note with its middle at a point of the plane. */
    writeAt: ({ x, y }: Position) => writeIn({ x: Math.round(x - NOTE.width / 2), y: Math.round(y - 40) }),
    /** Goes on with what was being written when the page was left. */
    resume: () => {
      const left = memory.unfinished();
      if (!left?.text || ui.get().editing) return;
      if (noteOf(left.key) && may(left.key)) startEdit(left.key, left.text);
      else write(left.text);
    },
    typed: (text: string) => {
      const { editing } = ui.get();
      if (editing) memory.setUnfinished({ key: editing.isNew ? '' : editing.key, text });
    },
    save,
    cancel: () => {
      const { editing } = ui.get();
      memory.setUnfinished(null);
      ui.update({ editing: undefined });
      if (editing && !editing.isNew) focus(editing.key);
    },
    edit: (key: string) => startEdit(key),
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
    tick: (key: string, done: boolean) => edit(key, { kind: 'edit', key, patch: { done } }),
    setTask: (key: string, task: boolean) => edit(key, { kind: 'edit', key, patch: { done: task ? false : null } }),
    recolor: (key: string, color: Color) => edit(key, { kind: 'edit', key, patch: { color } }),
    react: (key: string, reaction: Reaction, given: boolean) => session.change({ kind: 'react', key, reaction, given }),
    moveTo: (key: string, position: Position) => edit(key, { kind: 'edit', key, patch: { position } }),
    moveBy: (key: string, dx: number, dy: number) => {
      // What is shown may be older: keys can come faster than the page is drawn.
      const place = noteOf(key)?.position ?? places.current.get(key);
      if (place) edit(key, { kind: 'edit', key, patch: { position: { x: place.x + dx, y: place.y + dy } } });
    },
    remove: (key: string) => {
      if (!may(key)) return forbidden();
      ui.update({ selected: undefined });
      session.change({ kind: 'delete', key });
      session.notify('Note deleted.', 'info', { label: 'Undo', run: () => session.undo() });
    },
    noteOf,
    rename,
    selected: () => ui.get().selected,
    isBusy: () => ui.get().editing !== undefined || ui.get().dialog !== undefined,
    undo: () => {
      if (!session.undo()) session.notify('There is nothing of yours to undo.', 'info');
    },
  };
};

export type BoardActions = ReturnType<typeof actionsOf>;
