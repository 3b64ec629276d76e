import { isSatisfied, type Message } from './message.ts';
import type { Mutation } from './mutation.ts';
import { type BoardState, isUntouched } from './state.ts';

/** Whether a change can still be made, and of which version alone; or whether the note is as it would leave it. */
export type Fit = { kind: 'fits'; version?: number } | { kind: 'conflict' } | { kind: 'done' };

const FITS: Fit = { kind: 'fits' };
const CONFLICTS: Fit = { kind: 'conflict' };

/** Whether a change is for a certain state of its note. */
export const isConditional = (mutation: Mutation): boolean =>
  (mutation.kind === 'edit' && mutation.expected !== undefined) || (mutation.kind === 'delete' && !!mutation.untouched);

/** How a change fits a message as the server last told it. */
export const fitOf = (state: BoardState, mutation: Mutation, message: Message | undefined): Fit => {
  if (!message || !isConditional(mutation)) return FITS;
  const { version } = message;
  if (mutation.kind === 'delete') return isUntouched(state, message.id) ? { kind: 'fits', version } : CONFLICTS;
  if (mutation.kind !== 'edit') return FITS;
  // Moves and reactions of others are no conflict for a text; another text is.
  if (isSatisfied(message, mutation.expected ?? {})) return { kind: 'fits', version };
  return isSatisfied(message, mutation.patch) ? { kind: 'done' } : CONFLICTS;
};
