import type { Change, Mutation, Problem } from '../board/mutation.ts';
import { idOf, keyOf, mutated, notesOf, ownKey } from '../board/state.ts';
import type { Board } from './board.ts';
import type { SessionOptions } from './options.ts';
import { rescue } from './rescue.ts';
import { undoing } from './undoing.ts';

/** The person's own changes: shown at once, sent when possible, and undone on request. @param kick starts sending */
export const ownChanges = (options: SessionOptions, { state, view, notify }: Board, kick: () => void) => {
  const { memory, unique, clock } = options;
  const newKey = () => ownKey(unique());
  const add = (change: Change, undoingOther = false): Mutation => {
    const key = keyOf(state.get(), change.key);
    const mutation: Mutation = { ...change, key, id: unique(), ...(undoingOther && { undoing: true }) };
    if (change.kind === 'react') memory.setReacted(idOf(state.get(), change.key) ?? '', change.reaction, change.given);
    state.set(mutated(state.get(), mutation));
    kick();
    return mutation;
  };
  const author = options.named ? undefined : options.userId;
  const undo = undoing({ state, memory, notify, add, newKey, now: clock.now, author });
  /** Makes a change: at once on the screen, and on the server as soon as it can be reached. @returns its id */
  const change = (wanted: Change): string => {
    const before = notesOf(state.get()).get(keyOf(state.get(), wanted.key));
    const mutation = add(wanted);
    undo.note(mutation, before);
    return mutation.id;
  };
  const kept = rescue({ state, view, memory, notify, unique, change });
  return {
    newKey,
    change,
    undo: undo.undo,
    resume: kept.resume,
    found: kept.found,
    /** The server refused a change; it will be taken back. */
    refused: (mutation: Mutation, problem: Problem): void => {
      undo.forget(mutation.id);
      kept.refused(mutation, problem);
    },
  };
};
