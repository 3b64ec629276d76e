import { asKept, cleaned, looksEmpty } from '../../../src/domain/text.ts';
import type { Position } from '../board/message.ts';
import { idOf, keyOf, type Note } from '../board/state.ts';
import type { Viewport } from '../board/viewport.ts';
import type { BoardSession } from '../session/board-session.ts';
import type { Store } from '../session/store.ts';
import { mayWrite } from '../session/view.ts';
import type { Memory } from '../storage/memory.ts';
import type { Unfinished } from '../storage/unfinished.ts';
import type { BoardUi, Editing } from './board-ui.ts';
import type { Written } from './note-editor.tsx';

/** The parts of the open board that writing needs. */
export type Hands = {
  freePlace(): Position;
  lookAt(position: Position): Viewport;
  noteOf(key: string): Note | undefined;
  mayChange(key: string): boolean;
  forbidden(): void;
  focus(key: string): void;
};

type Options = {
  session: BoardSession;
  ui: Store<BoardUi>;
  memory: Memory;
  hands: Hands;
  isGuest: boolean;
  rename(name: string): void;
  unique(): string;
};

const GUEST = 'Guest';

/** Starts writing: a new note, an existing note, or an unfinished text. */
const beginnings = ({ session, ui, hands, unique }: Options) => {
  const start = (editing: Editing) => {
    const { position } = editing;
    ui.update({
      editing,
      selected: editing.isNew ? undefined : editing.key,
      ...(position && { viewport: hands.lookAt(position) }),
    });
  };
  const writeIn = (position: Position, from: Partial<Unfinished> = {}) => {
    if (!mayWrite(session.view.get())) return;
    const { id = unique(), text = '', color, task } = from;
    start({ id, key: session.newKey(), text, position, isNew: true, ...(color && { color }), ...(task && { task }) });
  };
  const edit = (key: string, from: Partial<Unfinished> = {}) => {
    const note = hands.noteOf(key);
    if (!note) return;
    if (!hands.mayChange(key)) return hands.forbidden();
    const { id = unique(), text = note.text } = from;
    start({ id, key, text, base: note.text, isNew: false });
  };
  const resume = (unfinished: Unfinished) => {
    const { key: id, position } = unfinished;
    if (ui.get().editing) {
      const action = { label: 'Go on', run: () => resume(unfinished) };
      return session.notify('An unfinished text is kept.', 'question', action);
    }
    if (!mayWrite(session.view.get())) return ui.update({ dialog: 'left' });
    const key = id === undefined ? undefined : keyOf(session.state.get(), id);
    if (key !== undefined && hands.mayChange(key)) return edit(key, unfinished);
    writeIn(position ?? hands.freePlace(), unfinished);
  };
  return { writeIn, edit, resume };
};

/** Posts a new note. */
const post = ({ session, isGuest, rename }: Options, { key, position }: Editing, written: Written, text: string) => {
  const { color, task, name } = written;
  if (isGuest) rename(name);
  const author = asKept(name, 'one');
  const draft = {
    ...(isGuest && { author: looksEmpty(author) ? GUEST : author }),
    text,
    color,
    ...(position && { position }),
    ...(task && { task }),
  };
  session.change({ kind: 'post', key, at: new Date().toISOString(), draft });
};

/** Starts, stores, saves and discards texts. Until it is saved, a text is stored after each key. */
export const writingOf = (options: Options) => {
  const { session, ui, memory, hands } = options;
  const { writeIn, edit, resume } = beginnings(options);
  const unfinishedOf = ({ id, key, isNew, position }: Editing, written: Omit<Written, 'name'>): Unfinished => ({
    id,
    ...(!isNew && { key: idOf(session.state.get(), key) ?? key }),
    ...(position && { position }),
    ...written,
  });
  return {
    writeIn,
    write: () => writeIn(hands.freePlace()),
    edit: (key: string) => edit(key),
    /** Continues a text that is not on the board. */
    resume,
    typed: (written: Omit<Written, 'name'>) => {
      const { editing } = ui.get();
      if (editing) memory.unfinished.keep(unfinishedOf(editing, written));
    },
    save: (written: Written) => {
      const { editing } = ui.get();
      if (!editing) return;
      const { key, isNew, base = '' } = editing;
      const text = asKept(cleaned(written.text, 'many'), 'many');
      ui.update({ editing: undefined, selected: key });
      if (isNew) post(options, editing, written, text);
      else if (text !== base) session.change({ kind: 'edit', key, patch: { text }, expected: { text: base } });
      // Only now: the text is stored as a waiting change.
      memory.unfinished.drop(editing.id);
      hands.focus(key);
    },
    /** Discards the text; the person can take it up again. */
    cancel: (written?: Omit<Written, 'name'>) => {
      const { editing } = ui.get();
      if (!editing) return;
      memory.unfinished.drop(editing.id);
      ui.update({ editing: undefined });
      if (!editing.isNew) hands.focus(editing.key);
      if (!written || looksEmpty(written.text) || written.text === editing.base) return;
      const unfinished = unfinishedOf(editing, written);
      session.notify('Not saved.', 'info', { label: 'Take up again', run: () => resume(unfinished) });
    },
  };
};
