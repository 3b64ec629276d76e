import { IDEMPOTENCY_SECONDS } from '../../../src/domain/limits.ts';
import type { Answer } from '../../../src/features/live/frame-schemas.ts';
import type { BoardApi } from '../api/board.ts';
import { Refused } from '../api/http.ts';
import type { Message } from '../board/message.ts';
import { CONFLICT, type Mutation, type Problem } from '../board/mutation.ts';
import { fitOf, isConditional } from '../board/precondition.ts';
import { type BoardState, confirmed, idOf, messageChanged, messageDeleted, refused, sent } from '../board/state.ts';
import type { Clock } from '../live/connection.ts';
import type { OwnChange } from '../live/protocol.ts';
import type { Memory } from '../storage/memory.ts';
import { failure, type Outcome, sendLive, sendOverHttp } from './delivery.ts';
import type { Store } from './store.ts';

type Options = {
  state: Store<BoardState>;
  api: BoardApi;
  memory: Pick<Memory, 'token' | 'setToken'>;
  clock: Clock;
  /** Over the live connection; undefined without an answer. */
  ask(message: OwnChange): Promise<Answer | undefined>;
  isLive(): boolean;
  /** How often the board was read anew. */
  reads(): number;
  /** The change is about to be taken back. */
  refused(mutation: Mutation, problem: Problem): void;
  /** It stays, since it cannot be carried out now. */
  delayed(problem: Problem): void;
  unreachable(): void;
};

/** Somebody else may change a note again and again while one's own change is on its way. */
const MOST_ATTEMPTS = 5;

/** For so long a server knows that it has carried out a post, but for an hour that is left to what is under way. */
const KNOWN_MS = (IDEMPOTENCY_SECONDS - 60 * 60) * 1_000;

const TOO_OLD: Problem = {
  status: 0,
  code: 'too-old',
  detail: 'It was sent more than a day ago, and may have arrived then. Look before you post it again.',
};

/** Carries one's own changes to the server, one after the other; what cannot be sent stays. Call `kick` when it may go on. */
export const outbox = (options: Options) => {
  const { state, api, memory, clock } = options;
  /** What is being sent right now; undefined while nothing is. */
  let running: Promise<void> | undefined;
  let isOver = false;
  let attempts = 0;
  let cancelAgain = () => {};
  const idFor = ({ key }: Mutation): string => idOf(state.get(), key) ?? '';

  /** The note that a change is about, as the server last told it; asked for, if it is not known and has to be. */
  const current = async (mutation: Mutation, id: string): Promise<Message | undefined> => {
    const known = state.get().messages.get(id);
    if (known || !isConditional(mutation) || id === '') return known;
    const message = await api.read(id);
    state.set(messageChanged(state.get(), message));
    return message;
  };

  const send = async (mutation: Mutation): Promise<Outcome> => {
    const { sentAt = clock.now() } = mutation;
    if (mutation.kind === 'post' && clock.now() - sentAt > KNOWN_MS) return { kind: 'refused', problem: TOO_OLD };
    const id = idFor(mutation);
    return current(mutation, id).then((message) => sendFor(mutation, id, message), failure);
  };

  /** @param message that the change is about, as far as it is known */
  const sendFor = (mutation: Mutation, id: string, message: Message | undefined): Outcome | Promise<Outcome> => {
    // Taken back while its note was read.
    if (!state.get().pending.some((pending) => pending.id === mutation.id)) return { kind: 'done' };
    const fit = fitOf(state.get(), mutation, message);
    if (fit.kind === 'conflict') return { kind: 'refused', problem: CONFLICT };
    if (fit.kind === 'done') return { kind: 'done', ...(message && { message }) };
    const sending = { mutation, id, condition: { editToken: memory.token(id), ifMatch: fit.version } };
    state.set(sent(state.get(), mutation.id, clock.now()));
    return options.isLive() ? sendLive(options.ask, sending) : sendOverHttp(api, sending);
  };

  const succeeded = (mutation: Mutation, { message, editToken }: Extract<Outcome, { kind: 'done' }>): void => {
    if (message && editToken !== undefined) memory.setToken(message.id, editToken);
    if (mutation.kind === 'delete') memory.setToken(idFor(mutation), undefined);
    state.set(confirmed(state.get(), mutation.id, message));
  };
  const failed = async (mutation: Mutation, problem: Problem): Promise<void> => {
    if (mutation.kind === 'delete' && problem.code === 'not-found') return succeeded(mutation, { kind: 'done' });
    if (problem.code === CONFLICT.code && problem !== CONFLICT && attempts < MOST_ATTEMPTS) {
      attempts += 1;
      const message = await api.read(idFor(mutation)).catch(() => undefined);
      // With the newest version, `send` decides anew whether the change still fits.
      if (message) return state.set(messageChanged(state.get(), message));
    }
    attempts = 0;
    options.refused(mutation, problem);
    state.set(refused(state.get(), mutation.id));
  };
  /** The board was read while the answer was on its way: somebody may have deleted the note before that. */
  const recheck = async (id: string): Promise<void> => {
    try {
      const message = await api.read(id);
      // As it is now: one may have changed something else meanwhile.
      state.set(messageChanged(state.get(), message));
    } catch (error) {
      if (error instanceof Refused && error.problem.status === 404) state.set(messageDeleted(state.get(), id));
    }
  };
  /** @returns whether the next change can be sent */
  const settle = async (mutation: Mutation, outcome: Outcome, reads: number): Promise<boolean> => {
    if (outcome.kind === 'lost') {
      options.unreachable();
      return false;
    }
    if (outcome.kind === 'later') {
      options.delayed(outcome.problem);
      if (outcome.afterMs !== undefined) cancelAgain = clock.after(outcome.afterMs, () => kick());
      return false;
    }
    if (outcome.kind === 'refused') await failed(mutation, outcome.problem);
    else {
      attempts = 0;
      succeeded(mutation, outcome);
      if (outcome.message && options.reads() !== reads) await recheck(outcome.message.id);
    }
    return true;
  };

  const run = async (): Promise<void> => {
    for (let next = state.get().pending[0]; next && !isOver; next = state.get().pending[0]) {
      const reads = options.reads();
      if (!(await settle(next, await send(next), reads))) break;
    }
  };
  const kick = (): void => {
    if (running || isOver) return;
    cancelAgain();
    running = run().finally(() => {
      running = undefined;
    });
  };
  return {
    kick,
    /** Sends nothing more. Resolves when it is known what became of what was on its way. */
    stop: async (): Promise<void> => {
      isOver = true;
      cancelAgain();
      await running;
    },
  };
};
