import type { LiveHandlers } from '../live/connection.ts';
import type { Store } from './store.ts';
import type { BoardView } from './view.ts';

/** Keeps who is there, and where they point (L16, L17). */
export const presence = (view: Store<BoardView>): Pick<LiveHandlers, 'people' | 'joined' | 'left' | 'cursor'> => ({
  people: (people, you) => view.update({ people, you, cursors: new Map() }),
  joined: (person) => {
    const others = view.get().people.filter(({ connectionId }) => connectionId !== person.connectionId);
    view.update({ people: [...others, person] });
  },
  left: (connectionId) => {
    const cursors = new Map(view.get().cursors);
    cursors.delete(connectionId);
    view.update({ people: view.get().people.filter((person) => person.connectionId !== connectionId), cursors });
  },
  cursor: (connectionId, x, y) => {
    if (connectionId === view.get().you?.connectionId) return;
    view.update({ cursors: new Map(view.get().cursors).set(connectionId, { x, y }) });
  },
});
