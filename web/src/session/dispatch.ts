import { IDEMPOTENCY_SECONDS } from '../../../src/domain/limits.ts';
import type { Answer } from '../../../src/features/live/frame-schemas.ts';
import type { BoardApi } from '../api/board.ts';
import type { Message } from '../board/message.ts';
import { CONFLICT, type Mutation, type Problem } from '../board/mutation.ts';
import { fitOf, isConditional } from '../board/precondition.ts';
import { type BoardState, idOf, messageChanged, sent } from '../board/state.ts';
import type { Clock } from '../live/clock.ts';
import type { OwnChange } from '../live/protocol.ts';
import type { Memory } from '../storage/memory.ts';
import { failure, type Outcome, sendLive, sendOverHttp } from './delivery.ts';
import type { Store } from './store.ts';

export type DispatchOptions = {
  state: Store<BoardState>;
  api: BoardApi;
  memory: Pick<Memory, 'token' | 'setToken'>;
  clock: Clock;
  /** Over the live connection; undefined without an answer. */
  ask(message: OwnChange): Promise<Answer | undefined>;
  isLive(): boolean;
};

/** How long the server recognises a repeated post, minus an hour for requests on their way. */
const KNOWN_MS = (IDEMPOTENCY_SECONDS - 60 * 60) * 1_000;

const TOO_OLD: Problem = {
  status: 0,
  code: 'too-old',
  detail: 'It was sent more than a day ago, and may have arrived then. Look before you post it again.',
};

/** Sends an own change if it still fits. @returns its result */
export const dispatcher = ({ state, api, memory, clock, ask, isLive }: DispatchOptions) => {
  /** The note of a change in its latest known state. It is requested from the server if necessary. */
  const current = async (mutation: Mutation, id: string): Promise<Message | undefined> => {
    const known = state.get().messages.get(id);
    if (known || !isConditional(mutation) || id === '') return known;
    const message = await api.read(id);
    state.set(messageChanged(state.get(), message));
    return message;
  };

  /** @param message the message of the change, if known */
  const sendFor = (mutation: Mutation, id: string, message: Message | undefined): Outcome | Promise<Outcome> => {
    // The change was taken back while its note was read.
    if (!state.get().pending.some((pending) => pending.id === mutation.id)) return { kind: 'done' };
    const fit = fitOf(state.get(), mutation, message);
    if (fit.kind === 'conflict') return { kind: 'refused', problem: CONFLICT };
    if (fit.kind === 'done') return { kind: 'done', ...(message && { message }) };
    const sending = { mutation, id, condition: { editToken: memory.token(id), ifMatch: fit.version } };
    state.set(sent(state.get(), mutation.id, clock.now()));
    return isLive() ? sendLive(ask, sending) : sendOverHttp(api, sending);
  };

  return async (mutation: Mutation): Promise<Outcome> => {
    const { sentAt = clock.now() } = mutation;
    if (mutation.kind === 'post' && clock.now() - sentAt > KNOWN_MS) return { kind: 'refused', problem: TOO_OLD };
    const id = idOf(state.get(), mutation.key) ?? '';
    return current(mutation, id).then((message) => sendFor(mutation, id, message), failure);
  };
};
