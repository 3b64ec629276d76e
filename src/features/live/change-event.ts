import type { Change } from '../../domain/change.ts';
import type { LiveEvent } from '../../domain/change-log.ts';
import { messageView } from '../messages/schemas.ts';
import type { BoardChange } from './frame-schemas.ts';

/** The content of a change, for each kind, without its number and time. */
type Content = BoardChange extends infer Kind ? (Kind extends BoardChange ? Omit<Kind, 'seq' | 'at'> : never) : never;

/**
 * The event that clients of the board get for a change, without its number; undefined for changes that do not concern
 * them.
 */
export const changeEvent = (change: Change): LiveEvent | undefined => {
  const content = contentOf(change);
  return content && { at: change.at.toISOString(), ...content };
};

const contentOf = (change: Change): Content | undefined => {
  switch (change.entity) {
    case 'message': {
      const { before, after, expired, mutationId } = change;
      if (after)
        return { kind: 'message', message: messageView(after), ...(mutationId && { clientMutationId: mutationId }) };
      return before && { kind: 'message-deleted', messageId: before.id, expired };
    }
    case 'board': {
      const { before, after } = change;
      if (!after) return { kind: 'board-deleted' };
      if (before?.version === after.version) return undefined;
      return { kind: 'board', title: after.title, description: after.description, version: after.version };
    }
    case 'member': {
      const { before, after } = change;
      if (!after) return before && { kind: 'member-removed', userId: before.userId };
      return before?.role === after.role ? undefined : { kind: 'member', userId: after.userId, role: after.role };
    }
    default:
      return undefined;
  }
};
