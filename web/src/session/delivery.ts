import type { BoardApi, Precondition } from '../api/board.ts';
import { Refused, Unreachable } from '../api/http.ts';
import type { Message } from '../board/message.ts';
import type { Mutation, Problem } from '../board/mutation.ts';
import type { Answer } from '../live/protocol.ts';

/** What became of a change of one's own; `lost` when there was no answer. */
export type Outcome =
  | { kind: 'done'; message?: Message; editToken?: string }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'lost' };

/** A change, and what goes with it: the id of its message ('' for a post), edit token, version. */
type Sending = { mutation: Mutation; id: string; condition: Precondition };

const done = (message?: Message, editToken?: string): Outcome => ({
  kind: 'done',
  ...(message && { message }),
  ...(editToken !== undefined && { editToken }),
});

/** Sends a change by HTTP. */
export const sendOverHttp = async (api: BoardApi, sending: Sending): Promise<Outcome> => {
  try {
    return await request(api, sending);
  } catch (error) {
    // Whoever signs in again goes on with what they wrote.
    if (error instanceof Refused && isSignedOut(error.problem)) return { kind: 'lost' };
    if (error instanceof Refused) return { kind: 'refused', problem: error.problem };
    if (error instanceof Unreachable) return { kind: 'lost' };
    throw error;
  }
};

/** Whether a token is missing, or is over; an edit token is something else. */
export const isSignedOut = ({ status, code }: Problem): boolean => status === 401 && code !== 'edit-token-missing';

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
  ask: (message: Record<string, unknown>) => Promise<Answer | undefined>,
  sending: Sending,
): Promise<Outcome> => {
  const answer = await ask({ ...liveMessage(sending), clientMutationId: sending.mutation.id });
  if (answer === undefined) return { kind: 'lost' };
  return answer.type === 'refused'
    ? { kind: 'refused', problem: answer.problem }
    : done(answer.message, answer.editToken);
};

const liveMessage = ({ mutation, id: messageId, condition }: Sending): Record<string, unknown> => {
  // What is undefined is left out of the JSON.
  switch (mutation.kind) {
    case 'post':
      return { action: 'post', message: mutation.draft };
    case 'edit':
      return { action: 'edit', messageId, change: mutation.patch, ...condition };
    case 'delete':
      return { action: 'delete', messageId, ...condition };
    case 'react':
      return { action: 'react', messageId, reaction: mutation.reaction, given: mutation.given };
  }
};
