import type { LiveHandlers } from '../live/subscription.ts';
import type { Store } from './store.ts';
import type { BoardView } from './view.ts';

/** Keeps the list of connected people, and where they point (L16, L17). */
export const presence = (view: Store<BoardView>): Pick<LiveHandlers, 'people' | 'presence' | 'cursor'> => ({
  // A change of role ends the connection; the next one has the new role.
  people: (people, you) => view.update({ people, you, cursors: new Map(), role: you.role }),
  presence: (joined, left) => {
    const changed = new Set([...left, ...joined.map(({ connectionId }) => connectionId)]);
    const others = view.get().people.filter(({ connectionId }) => !changed.has(connectionId));
    const cursors = new Map([...view.get().cursors].filter(([connectionId]) => !left.includes(connectionId)));
    view.update({ people: [...others, ...joined], cursors });
  },
  cursor: (connectionId, x, y) => {
    if (connectionId === view.get().you?.connectionId) return;
    view.update({ cursors: new Map(view.get().cursors).set(connectionId, { x, y }) });
  },
});
