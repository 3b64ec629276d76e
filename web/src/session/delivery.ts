import type { Answer } from '../../../src/features/live/frame-schemas.ts';
import type { BoardApi, Precondition } from '../api/board.ts';
import { Busy, mayPass, Refused, Unreachable } from '../api/http.ts';
import type { Message } from '../board/message.ts';
import type { Mutation, Problem } from '../board/mutation.ts';
import type { OwnChange } from '../live/protocol.ts';

/**
 * What became of a change of one's own. `lost`: there was no answer. `later`: the server would take it at another time, or
 * from somebody who has signed in, or has a name; `afterMs` is when to try again where nothing else tells.
 */
export type Outcome =
  | { kind: 'done'; message?: Message; editToken?: string }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'lost' }
  | { kind: 'later'; problem: Problem; afterMs?: number };

/** A change, and what goes with it: the id of its message ('' for a post), edit token, version. */
type Sending = { mutation: Mutation; id: string; condition: Precondition };

const SOON_MS = 5_000;

const done = (message?: Message, editToken?: string): Outcome => ({
  kind: 'done',
  ...(message && { message }),
  ...(editToken !== undefined && { editToken }),
});

/** Whether a token is missing, or is over; an edit token is something else. */
export const isSignedOut = ({ status, code }: Problem): boolean => status === 401 && code !== 'edit-token-missing';

/** Whether somebody has to say first how they are called. */
export const isNameless = ({ code }: Problem): boolean => code === 'profile-missing';

/** Whoever signs in again, or says their name, goes on with what they wrote. */
const refusal = (problem: Problem, afterMs = SOON_MS): Outcome => {
  if (isSignedOut(problem) || isNameless(problem)) return { kind: 'later', problem };
  return mayPass(problem) ? { kind: 'later', problem, afterMs } : { kind: 'refused', problem };
};

/** What a failed request comes to. */
export const failure = (error: unknown): Outcome => {
  if (error instanceof Refused) return refusal(error.problem);
  if (error instanceof Busy) return refusal(error.problem, error.afterMs);
  if (error instanceof Unreachable) return { kind: 'lost' };
  throw error;
};

/** Sends a change by HTTP. */
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
  // What is undefined is left out of the JSON.
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
