import { REACTIONS } from '../../../src/domain/reaction.ts';
import { isSatisfied } from '../board/message.ts';
import type { Change, Mutation } from '../board/mutation.ts';
import { type BoardState, idOf, isUntouched, type Note, notesOf, refused } from '../board/state.ts';
import { inverseOf, renamed } from '../board/undo.ts';
import type { Memory } from '../storage/memory.ts';
import type { NoticeBoard } from './notices.ts';
import type { Store } from './store.ts';

type Options = {
  state: Store<BoardState>;
  memory: Pick<Memory, 'hasReacted' | 'setReacted'>;
  notify: NoticeBoard['notify'];
  /** Carries a change out. */
  add(change: Change, undoing: true): void;
  newKey(): string;
  now(): number;
  /** Of who is signed in here; undefined at doors without an account. */
  author: string | undefined;
};

/** A change of one's own, and the changes that undo it; `before`: the note as it was. */
type Undoable = { mutation: string; key: string; inverse: readonly Change[]; before: Note | undefined };

const MOST = 50;

/** Why a change is not undone: what others did since is theirs. */
export const CHANGED_SINCE = 'Somebody changed this note since: your change was not undone.';

/** Whether others have changed what is about to be undone. What is still on its way is looked at when it has arrived. */
const isChanged = (state: BoardState, inverse: Change, note: Note): boolean => {
  if (inverse.kind === 'edit') return inverse.expected !== undefined && !isSatisfied(note, inverse.expected);
  const id = idOf(state, inverse.key);
  const isWaiting = state.pending.some(({ key }) => key === inverse.key);
  return inverse.kind === 'delete' && id !== undefined && !isWaiting && !isUntouched(state, id);
};

/** Why a change cannot be undone any more. @param now epoch milliseconds */
const obstacle = (state: BoardState, { inverse: [first], before }: Undoable, now: number): string | undefined => {
  if (!first) return 'This cannot be undone.';
  if (first.kind === 'post') {
    const isOver = before?.expiresAt !== undefined && Date.parse(before.expiresAt) <= now;
    return isOver ? 'The time of that note is over: it stays deleted.' : undefined;
  }
  const note = notesOf(state).get(first.key);
  if (!note) return 'That note is gone: there is nothing to undo any more.';
  return isChanged(state, first, note) ? CHANGED_SINCE : undefined;
};

/** What one can undo: one's own changes, the last one first. Nothing of it overrides what others did since. */
export const undoing = ({ state, memory, notify, add, newKey, now, author }: Options) => {
  let undoable: Undoable[] = [];

  /** Takes a change back that was never sent: then nothing has happened at all. */
  const isTakenBack = ({ mutation: id }: Undoable): boolean => {
    const waiting = state.get().pending.find((mutation) => mutation.id === id);
    if (!waiting || waiting.sentAt !== undefined) return false;
    if (waiting.kind === 'react') {
      memory.setReacted(idOf(state.get(), waiting.key) ?? '', waiting.reaction, !waiting.given);
    }
    state.set(refused(state.get(), id));
    return true;
  };

  const carryOut = ({ key, inverse, before }: Undoable): void => {
    for (const change of inverse) add(change, true);
    const [first] = inverse;
    if (first?.kind !== 'post') return;
    // It is another note now; what was done to the old one before can be undone on this one.
    undoable = undoable.map((entry) =>
      entry.key === key ? { ...entry, key: first.key, inverse: renamed(entry.inverse, key, first.key) } : entry,
    );
    if (author !== undefined && before?.authorId !== author) {
      notify('The note is back under your name: only its author can post as who they are.', 'info');
    }
  };

  return {
    /** Notes a change that was just made. @param before the note as it was shown then */
    note: ({ id, ...change }: Mutation, before: Note | undefined): void => {
      const reactions = REACTIONS.filter((reaction) => before && memory.hasReacted(before.id, reaction));
      const context = { before, key: newKey(), now: now(), named: author === undefined, reactions };
      undoable = [
        ...undoable.slice(1 - MOST),
        { mutation: id, key: change.key, inverse: inverseOf(change, context), before },
      ];
    },
    /** Forgets a change that came to nothing. */
    forget: (mutationId: string): void => {
      undoable = undoable.filter(({ mutation }) => mutation !== mutationId);
    },
    /** @param mutationId one change; the last one where none is named @returns whether there was something to undo */
    undo: (mutationId?: string): boolean => {
      const last =
        mutationId === undefined ? undoable.at(-1) : undoable.find(({ mutation }) => mutation === mutationId);
      if (!last) return false;
      undoable = undoable.filter((entry) => entry !== last);
      if (isTakenBack(last)) return true;
      const reason = obstacle(state.get(), last, now());
      if (reason === undefined) carryOut(last);
      else notify(reason, 'info');
      return true;
    },
  };
};
