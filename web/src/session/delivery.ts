import type { Answer } from '../../../src/features/live/frame-schemas.ts';
import type { BoardApi, Precondition } from '../api/board.ts';
import { Busy, mayPass, Refused, Unreachable } from '../api/http.ts';
import type { Message } from '../board/message.ts';
import type { Mutation, Problem } from '../board/mutation.ts';
import type { OwnChange } from '../live/protocol.ts';

/**
 * The result of sending an own change. `lost`: there was no answer. `later`: the server may accept it later, or after
 * the person has signed in or chosen a name; `afterMs` is when to try again without such an event.
 */
export type Outcome =
  | { kind: 'done'; message?: Message; editToken?: string }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'lost' }
  | { kind: 'later'; problem: Problem; afterMs?: number };

/** A change to send, with the id of its message ('' for a post), edit token and version. */
type Sending = { mutation: Mutation; id: string; condition: Precondition };

const SOON_MS = 5_000;

const done = (message?: Message, editToken?: string): Outcome => ({
  kind: 'done',
  ...(message && { message }),
  ...(editToken !== undefined && { editToken }),
});

/** Whether the bearer token is missing or has expired. Edit tokens do not count. */
export const isSignedOut = ({ status, code }: Problem): boolean => status === 401 && code !== 'edit-token-missing';

/** Whether the person must choose a name first. */
export const isNameless = ({ code }: Problem): boolean => code === 'profile-missing';

/** After signing in again or choosing a name, the person's changes are sent. */
const refusal = (problem: Problem, afterMs = SOON_MS): Outcome => {
  if (isSignedOut(problem) || isNameless(problem)) return { kind: 'later', problem };
  return mayPass(problem) ? { kind: 'later', problem, afterMs } : { kind: 'refused', problem };
};

/** The result of a failed request. */
export const failure = (error: unknown): Outcome => {
  if (error instanceof Refused) return refusal(error.problem);
  if (error instanceof Busy) return refusal(error.problem, error.afterMs);
  if (error instanceof Unreachable) return { kind: 'lost' };
  throw error;
};

/** Sends a change over HTTP. */
export const sendOverHttp = (api: BoardApi, sending: Sending): Promise<Outcome> => request(api, sending).catch(failure);

const request = async (api: BoardApi, { mutation, id, condition }: Sending): Promise<Outcome> => {
  switch (mutation.kind) {
    case 'post': {
      const { editToken, ...message } = await api.post(mutation.draft, mutation.id);
      return done(message, editToken);
    }
    case 'edit':
      return done(await api.edit(id, mutation.patch, condition));
    case 'delete':
      await api.remove(id, condition);
      return done();
    case 'react':
      return done(await api.react(id, mutation.reaction, mutation.given));
  }
};

/** Sends a change over the live connection (L7, L8). @param ask resolves with undefined without an answer */
export const sendLive = async (
  ask: (message: OwnChange) => Promise<Answer | undefined>,
  sending: Sending,
): Promise<Outcome> => {
  const answer = await ask(liveMessage(sending));
  if (answer === undefined) return { kind: 'lost' };
  return answer.type === 'refused' ? refusal(answer.problem) : done(answer.message, answer.editToken);
};

const liveMessage = ({ mutation, id: messageId, condition }: Sending): OwnChange => {
  const { id: clientMutationId } = mutation;
  // JSON omits undefined values.
  switch (mutation.kind) {
    case 'post':
      return { action: 'post', clientMutationId, message: mutation.draft };
    case 'edit':
      return { action: 'edit', clientMutationId, messageId, change: mutation.patch, ...condition };
    case 'delete':
      return { action: 'delete', clientMutationId, messageId, ...condition };
    case 'react':
      return { action: 'react', clientMutationId, messageId, reaction: mutation.reaction, given: mutation.given };
  }
};
