import type { BoardApi } from '../api/board.ts';
import { Refused } from '../api/http.ts';
import type { Mutation, Problem } from '../board/mutation.ts';
import { type BoardState, confirmed, idOf, messageChanged, messageDeleted, refused, sentLive } from '../board/state.ts';
import type { Answer } from '../live/protocol.ts';
import { type Outcome, sendLive, sendOverHttp } from './delivery.ts';
import type { Memory } from './memory.ts';
import type { Store } from './store.ts';

type Options = {
  state: Store<BoardState>;
  api: BoardApi;
  memory: Memory;
  /** Over the live connection; undefined without an answer. */
  ask(message: Record<string, unknown>): Promise<Answer | undefined>;
  isLive(): boolean;
  /** Whether there are no live updates to wait for. */
  isWithoutLive(): boolean;
  /** How often the board was read anew. */
  reads(): number;
  refused(mutation: Mutation, problem: Problem): void;
  unreachable(): void;
};

/** Somebody else may change a note again and again while one's own change is on its way. */
const MOST_ATTEMPTS = 5;

const CONFLICT: Problem = {
  status: 412,
  code: 'version-mismatch',
  detail: 'Somebody changed this note in the meantime.',
};

/** Carries one's own changes to the server, one after the other; what cannot be sent stays. Call `kick` when it may go on. */
export const outbox = (options: Options) => {
  const { state, api, memory } = options;
  let busy = false;
  let attempts = 0;
  const idFor = ({ key }: Mutation): string => idOf(state.get(), key) ?? '';

  const send = (mutation: Mutation): Promise<Outcome> | Outcome => {
    const id = idFor(mutation);
    const current = state.get().messages.get(id);
    const base = mutation.kind === 'edit' ? mutation.base : undefined;
    // Moves and reactions of others are no conflict for a text; another text is.
    if (base !== undefined && current && current.text !== base) return { kind: 'refused', problem: CONFLICT };
    const ifMatch = base === undefined ? undefined : current?.version;
    const sending = { mutation, id, condition: { editToken: memory.token(id), ifMatch } };
    if (!options.isLive()) return sendOverHttp(api, sending);
    state.set(sentLive(state.get(), mutation.id));
    return sendLive(options.ask, sending);
  };

  const succeeded = (mutation: Mutation, { message, editToken }: Extract<Outcome, { kind: 'done' }>): void => {
    if (message && editToken !== undefined) memory.setToken(message.id, editToken);
    if (mutation.kind === 'delete') memory.setToken(idFor(mutation), undefined);
    state.set(confirmed(state.get(), mutation.id, message));
  };
  const failed = async (mutation: Mutation, problem: Problem): Promise<void> => {
    if (mutation.kind === 'delete' && problem.code === 'not-found') return succeeded(mutation, { kind: 'done' });
    if (problem.code === 'version-mismatch' && problem !== CONFLICT && attempts < MOST_ATTEMPTS) {
      attempts += 1;
      const message = await api.read(idFor(mutation)).catch(() => undefined);
      // With the newest version, `send` decides anew whether the change still fits.
      if (message) return state.set(messageChanged(state.get(), message));
    }
    attempts = 0;
    state.set(refused(state.get(), mutation.id));
    options.refused(mutation, problem);
  };
  /** The board was read while the answer was on its way: somebody may have deleted the note before that. */
  const recheck = async (id: string): Promise<void> => {
    try {
      state.set(messageChanged(state.get(), await api.read(id)));
    } catch (error) {
      if (error instanceof Refused && error.problem.status === 404) state.set(messageDeleted(state.get(), id));
    }
  };
  const settle = async (mutation: Mutation, outcome: Exclude<Outcome, { kind: 'lost' }>, reads: number) => {
    if (outcome.kind === 'refused') return failed(mutation, outcome.problem);
    attempts = 0;
    succeeded(mutation, outcome);
    if (outcome.message && options.reads() !== reads) await recheck(outcome.message.id);
  };

  /** A post that was sent live may have been carried out, and HTTP would do it again. */
  const mustWait = ({ kind, live }: Mutation): boolean =>
    kind === 'post' && live === true && !options.isLive() && !options.isWithoutLive();

  const kick = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = state.get().pending[0]; next && !mustWait(next); next = state.get().pending[0]) {
      const reads = options.reads();
      const outcome = await send(next);
      if (outcome.kind === 'lost') {
        options.unreachable();
        break;
      }
      await settle(next, outcome, reads);
    }
    busy = false;
  };
  return { kick };
};
