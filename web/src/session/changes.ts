import type { BoardChange } from '../../../src/features/live/frame-schemas.ts';
import { type BoardState, isHeldBack, messageChanged, messageDeleted, type Note, notesOf } from '../board/state.ts';
import { shortened } from '../board/text.ts';
import type { Store } from './store.ts';
import type { BoardView } from './view.ts';

const EXCERPT = 60;
const excerpt = (text: string): string => shortened(text, EXCERPT);

/** The announcement of another person's change; undefined for minor changes. */
const soundOf = (state: BoardState, change: BoardChange): string | undefined => {
  if (change.kind === 'message') {
    const { id, author, text } = change.message;
    const known = state.messages.get(id);
    const isOwn =
      state.pending.some((mutation) => mutation.id === change.clientMutationId) || isHeldBack(state, change.message);
    return isOwn || known?.text === text ? undefined : `${author} ${known ? 'changed' : 'wrote'}: ${excerpt(text)}`;
  }
  const known = change.kind === 'message-deleted' && !change.expired && state.messages.get(change.messageId);
  return known ? `A note of ${known.author} was deleted: ${excerpt(known.text)}` : undefined;
};

type Board = {
  state: Store<BoardState>;
  view: Store<BoardView>;
  /** The board is no longer open to this person. */
  shut(problem: string): void;
};

/** Why a change ends this person's access to the board, if it does. */
const endOf = (change: BoardChange, userId: string | undefined): string | undefined => {
  if (change.kind === 'board-deleted') return 'This board has been deleted.';
  const isOut = change.kind === 'member-removed' && change.userId === userId;
  return isOut ? 'You are no longer a member of this board.' : undefined;
};

/** Applies the board's changes to state and view, and announces the changes of others. */
export const applyChanges = (
  { state, view, shut }: Board,
  changes: readonly BoardChange[],
  userId: string | undefined,
): void => {
  let next = state.get();
  const heard: string[] = [];
  for (const change of changes) {
    const end = endOf(change, userId);
    if (end !== undefined) {
      shut(end);
      return;
    }
    heard.push(soundOf(next, change) ?? '');
    if (change.kind === 'message') next = messageChanged(next, change.message, change.clientMutationId);
    if (change.kind === 'message-deleted') next = messageDeleted(next, change.messageId);
    if (change.kind === 'board') view.update({ title: change.title });
  }
  state.set(next);
  const said = heard.filter(Boolean);
  if (said.length > 0) view.update({ heard: said.length > 2 ? `${said.length} notes changed.` : said.join(' ') });
};

/** Whether the person may change a note: as its author, by their role, or by its edit token. */
export const mayChange = (
  note: Pick<Note, 'id' | 'authorId' | 'version'>,
  { role, userId, hasToken }: { role: BoardView['role']; userId: string | undefined; hasToken(id: string): boolean },
): boolean => {
  if (role === 'viewer' || role === 'reader') return false;
  if (role === 'owner' || note.version === 0) return true;
  return note.authorId !== undefined ? note.authorId === userId : hasToken(note.id);
};

/** The number of own changes that wait for the server. */
export const unsentCount = (pending: BoardState['pending']): number => pending.length;

/** The notes for display, oldest first. */
export const notesInOrder = (state: BoardState) =>
  [...notesOf(state).values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : Number(a.createdAt > b.createdAt)));
