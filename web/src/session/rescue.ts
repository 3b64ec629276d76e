import { CONFLICT, type Mutation, type Problem } from '../board/mutation.ts';
import { type BoardState, idOf, notesOf } from '../board/state.ts';
import { shortened } from '../board/text.ts';
import type { Memory } from '../storage/memory.ts';
import type { Unfinished } from '../storage/unfinished.ts';
import type { NoticeBoard } from './notices.ts';
import type { Store } from './store.ts';
import { CHANGED_SINCE } from './undoing.ts';
import type { BoardView } from './view.ts';

type Options = {
  state: Store<BoardState>;
  view: Store<BoardView>;
  memory: Memory;
  notify: NoticeBoard['notify'];
  unique(): string;
  /** Makes a change after all. */
  change(change: { kind: 'edit'; key: string; patch: { text: string } }): void;
};

/** The role of a person who has lost write access. */
const LESS = { owner: 'viewer', editor: 'viewer', viewer: 'viewer', writer: 'reader', reader: 'reader' } as const;

const EXCERPT = 40;

/** The text in a refused change; undefined for a change without a text. */
const textOf = (state: BoardState, mutation: Mutation): string | undefined => {
  if (mutation.undoing) return undefined;
  // With a post, all later changes of the note are taken back, too.
  if (mutation.kind === 'post') return notesOf(state).get(mutation.key)?.text ?? mutation.draft.text;
  return mutation.kind === 'edit' ? mutation.patch.text : undefined;
};

/** The text of a refused change, with everything needed to continue writing. */
const unfinishedOf = (state: BoardState, mutation: Mutation, text: string, id: string): Unfinished => {
  const key = mutation.kind === 'post' ? undefined : (idOf(state, mutation.key) ?? mutation.key);
  const { color, position, task } = mutation.kind === 'post' ? mutation.draft : {};
  return {
    id,
    text,
    ...(key !== undefined && { key }),
    ...(color && { color }),
    ...(position && { position }),
    ...(task && { task }),
  };
};

/** Keeps texts that do not get onto the board, so that people can continue with them. */
export const rescue = ({ state, view, memory, notify, unique, change }: Options) => {
  const resume = (unfinished: Unfinished) => view.update({ resumed: unfinished });

  /** The other person's text stays, until this person decides otherwise. */
  const overtaken = (unfinished: Unfinished, key: string): void => {
    const run = () => {
      memory.unfinished.drop(unfinished.id);
      change({ kind: 'edit', key, patch: { text: unfinished.text } });
    };
    notify('Somebody changed this note in the meantime; your text was taken back.', 'error', {
      label: 'Use mine',
      run,
    });
  };

  /** Values that the page assumed are reset with the change. */
  const takeBack = (mutation: Mutation, { code }: Problem): void => {
    if (mutation.kind === 'react') {
      memory.setReacted(idOf(state.get(), mutation.key) ?? '', mutation.reaction, !mutation.given);
    }
    if (code === 'role-too-low' || code === 'link-read-only') view.update({ role: LESS[view.get().role] });
  };

  return {
    /** A change was refused, and will be taken back. */
    refused: (mutation: Mutation, problem: Problem): void => {
      takeBack(mutation, problem);
      const text = textOf(state.get(), mutation);
      const isConflict = problem.code === CONFLICT.code;
      const reason = mutation.undoing && isConflict ? CHANGED_SINCE : `Taken back: ${problem.detail}`;
      if (text === undefined) {
        notify(reason, 'error');
        return;
      }
      const unfinished = unfinishedOf(state.get(), mutation, text, unique());
      memory.unfinished.keep(unfinished);
      if (mutation.kind === 'edit' && isConflict) overtaken(unfinished, mutation.key);
      else notify(reason, 'error', { label: 'Write again', run: () => resume(unfinished) });
    },
    /** Texts that another tab has left unfinished: the person can continue with the newest; the others wait. */
    found: (left: readonly Unfinished[]): void => {
      const [newest, ...others] = [...left].reverse();
      if (newest && view.get().resumed === undefined) resume(newest);
      else if (newest) others.unshift(newest);
      for (const one of others) {
        const run = () => resume(one);
        notify(`You left this half-written: “${shortened(one.text, EXCERPT)}”`, 'question', { label: 'Go on', run });
      }
    },
    resume,
  };
};
