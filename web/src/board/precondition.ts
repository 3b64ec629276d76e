import { isSatisfied, type Message } from './message.ts';
import type { Mutation } from './mutation.ts';
import { type BoardState, isUntouched } from './state.ts';

/** Whether a change still fits, and for which version; or whether the note already has the result. */
export type Fit = { kind: 'fits'; version?: number } | { kind: 'conflict' } | { kind: 'done' };

const FITS: Fit = { kind: 'fits' };
const CONFLICTS: Fit = { kind: 'conflict' };

/** Whether a change depends on a certain state of its note. */
export const isConditional = (mutation: Mutation): boolean =>
  (mutation.kind === 'edit' && mutation.expected !== undefined) || (mutation.kind === 'delete' && !!mutation.untouched);

/** Whether a change fits the latest known state of a message. */
export const fitOf = (state: BoardState, mutation: Mutation, message: Message | undefined): Fit => {
  if (!message || !isConditional(mutation)) return FITS;
  const { version } = message;
  if (mutation.kind === 'delete') return isUntouched(state, message.id) ? { kind: 'fits', version } : CONFLICTS;
  if (mutation.kind !== 'edit') return FITS;
  // Another person's move or reaction does not conflict with a new text; another text does.
  if (isSatisfied(message, mutation.expected ?? {})) return { kind: 'fits', version };
  return isSatisfied(message, mutation.patch) ? { kind: 'done' } : CONFLICTS;
};
