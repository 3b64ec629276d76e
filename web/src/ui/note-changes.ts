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

/** Which notes one may change. */
export const rightsOf = ({ session, memory, isGuest }: Omit<Options, 'ui' | 'places'>) => {
  /** What is shown may be older than what is known: a note under its id may have got its own name since. */
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
          ? 'Only who wrote a note, here in this browser, may change it.'
          : 'Only its author and owners may change a note.',
        'info',
      ),
  };
};

/** What one can do to a note that is there. */
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
      // What is shown may be older: keys can come faster than the page is drawn.
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
