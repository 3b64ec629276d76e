import type { BoardApi } from '../api/board.ts';
import { Refused } from '../api/http.ts';
import { CONFLICT, type Mutation, type Problem } from '../board/mutation.ts';
import { type BoardState, confirmed, idOf, messageChanged, messageDeleted, refused } from '../board/state.ts';
import type { Memory } from '../storage/memory.ts';
import type { Outcome } from './delivery.ts';
import type { Store } from './store.ts';

/** The server's decision on a change. */
type Decision = Extract<Outcome, { kind: 'done' | 'refused' }>;

export type SettlementOptions = {
  state: Store<BoardState>;
  api: BoardApi;
  memory: Pick<Memory, 'setToken'>;
  /** How often the board was read again. */
  reads(): number;
  /** The change will be taken back. */
  refused(mutation: Mutation, problem: Problem): void;
};

/** Others may change a note repeatedly while an own change is on its way. */
const MOST_ATTEMPTS = 5;

/** Applies the server's decisions on own changes to the board, one after the other. */
export const settlement = ({ state, api, memory, reads, ...options }: SettlementOptions) => {
  let attempts = 0;
  const idFor = ({ key }: Mutation): string => idOf(state.get(), key) ?? '';

  const succeeded = (mutation: Mutation, { message, editToken }: Extract<Decision, { kind: 'done' }>): void => {
    if (message && editToken !== undefined) memory.setToken(message.id, editToken);
    if (mutation.kind === 'delete') memory.setToken(idFor(mutation), undefined);
    state.set(confirmed(state.get(), mutation.id, message));
  };
  const failed = async (mutation: Mutation, problem: Problem): Promise<void> => {
    if (mutation.kind === 'delete' && problem.code === 'not-found') return succeeded(mutation, { kind: 'done' });
    if (problem.code === CONFLICT.code && problem !== CONFLICT && attempts < MOST_ATTEMPTS) {
      attempts += 1;
      const message = await api.read(idFor(mutation)).catch(() => undefined);
      // With the newest version, the page checks again whether the change still fits, before sending it.
      if (message) return state.set(messageChanged(state.get(), message));
    }
    attempts = 0;
    options.refused(mutation, problem);
    state.set(refused(state.get(), mutation.id));
  };
  /** The board was read before the answer arrived: another person may have deleted the note before the read. */
  const recheck = async (id: string): Promise<void> => {
    try {
      const message = await api.read(id);
      // The current state: the person may have changed something else meanwhile.
      state.set(messageChanged(state.get(), message));
    } catch (error) {
      if (error instanceof Refused && error.problem.status === 404) state.set(messageDeleted(state.get(), id));
    }
  };
  /** @param readsBefore how often the board had been read when the change was sent */
  return async (mutation: Mutation, decision: Decision, readsBefore: number): Promise<void> => {
    if (decision.kind === 'refused') return failed(mutation, decision.problem);
    attempts = 0;
    succeeded(mutation, decision);
    if (decision.message && reads() !== readsBefore) await recheck(decision.message.id);
  };
};
