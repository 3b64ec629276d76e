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
  /** Makes a change. */
  add(change: Change, undoing: true): void;
  newKey(): string;
  now(): number;
  /** The signed-in user; undefined at doors without an account. */
  author: string | undefined;
};

/** An own change, and the changes that undo it; `before` is the earlier state of the note. */
type Undoable = { mutation: string; key: string; inverse: readonly Change[]; before: Note | undefined };

const MOST = 50;

/** Why a change is not undone: later changes of others stay. */
export const CHANGED_SINCE = 'Somebody changed this note since: your change was not undone.';

/** Whether others have changed the note since. A change without an answer yet is checked later, when it arrives. */
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
    return isOver ? 'That note has expired: it stays deleted.' : undefined;
  }
  const note = notesOf(state).get(first.key);
  if (!note) return 'That note is gone: there is nothing to undo any more.';
  return isChanged(state, first, note) ? CHANGED_SINCE : undefined;
};

/** Undoes the person's own changes, the last one first. It never overwrites later changes of others. */
export const undoing = ({ state, memory, notify, add, newKey, now, author }: Options) => {
  let undoable: Undoable[] = [];

  /** Takes back a change that was never sent. */
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
    // It is a new note now. Earlier changes of the old note can be undone on this one.
    undoable = undoable.map((entry) =>
      entry.key === key ? { ...entry, key: first.key, inverse: renamed(entry.inverse, key, first.key) } : entry,
    );
    if (author !== undefined && before?.authorId !== author) {
      notify('The note is back under your name: only its author can post as who they are.', 'info');
    }
  };

  return {
    /** Records a change that was just made. @param before the note before it */
    note: ({ id, ...change }: Mutation, before: Note | undefined): void => {
      const reactions = REACTIONS.filter((reaction) => before && memory.hasReacted(before.id, reaction));
      const context = { before, key: newKey(), now: now(), named: author === undefined, reactions };
      undoable = [
        ...undoable.slice(1 - MOST),
        { mutation: id, key: change.key, inverse: inverseOf(change, context), before },
      ];
    },
    /** Forgets a change that failed. */
    forget: (mutationId: string): void => {
      undoable = undoable.filter(({ mutation }) => mutation !== mutationId);
    },
    /** @param mutationId the change; by default the last one @returns whether there was something to undo */
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
