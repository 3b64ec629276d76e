import type { Color } from '../../../src/domain/color.ts';
import type { Reaction } from '../../../src/domain/reaction.ts';
import type { Patch, Position } from '../board/message.ts';
import { idOf, keyOf, type Note, notesOf } from '../board/state.ts';
import type { BoardSession } from '../session/board-session.ts';
import { mayChange } from '../session/changes.ts';
import type { Store } from '../session/store.ts';
import type { Memory } from '../storage/memory.ts';
import type { BoardUi } from './board-ui.ts';
import type { Places } from './looking.ts';

type Options = { session: BoardSession; ui: Store<BoardUi>; memory: Memory; places: Places; isGuest: boolean };

/** Which notes the person may change. */
export const rightsOf = ({ session, memory, isGuest }: Omit<Options, 'ui' | 'places'>) => {
  /** The view may be older than the state: a note shown by its id may have its own key since. */
  const noteOf = (key: string): Note | undefined => {
    const state = session.state.get();
    return notesOf(state).get(keyOf(state, key));
  };
  return {
    noteOf,
    mayChange: (key: string): boolean => {
      const note = noteOf(key);
      const { role, you } = session.view.get();
      const hasToken = (id: string) => memory.token(id) !== undefined;
      return note !== undefined && mayChange(note, { role, userId: you?.userId ?? session.userId, hasToken });
    },
    forbidden: (): void =>
      session.notify(
        isGuest
          ? 'Only the author can change this note, in the browser where it was written.'
          : 'Only its author and owners may change a note.',
        'info',
      ),
  };
};

/** The actions on existing notes. */
export const noteChanges = (options: Options, rights: ReturnType<typeof rightsOf>) => {
  const { session, ui, memory, places } = options;
  const edit = (key: string, patch: Patch): void => {
    if (rights.mayChange(key)) session.change({ kind: 'edit', key, patch });
    else rights.forbidden();
  };
  return {
    hasReacted: (key: string, reaction: Reaction): boolean =>
      memory.hasReacted(idOf(session.state.get(), key) ?? '', reaction),
    tick: (key: string, done: boolean): void => edit(key, { done }),
    setTask: (key: string, task: boolean): void => edit(key, { done: task ? false : null }),
    recolor: (key: string, color: Color): void => edit(key, { color }),
    react: (key: string, reaction: Reaction, given: boolean) => session.change({ kind: 'react', key, reaction, given }),
    moveTo: (key: string, position: Position): void => edit(key, { position }),
    moveBy: (key: string, dx: number, dy: number): void => {
      // The view may be older: keys can arrive faster than the page is drawn.
      const place = rights.noteOf(key)?.position ?? places.current?.get(key);
      if (place) edit(key, { position: { x: place.x + dx, y: place.y + dy } });
    },
    remove: (key: string) => {
      if (!rights.mayChange(key)) return rights.forbidden();
      ui.update({ selected: undefined });
      const deletion = session.change({ kind: 'delete', key });
      session.notify('Note deleted.', 'info', { label: 'Undo', run: () => session.undo(deletion) });
    },
  };
};
