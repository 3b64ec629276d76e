import { guest } from './people.ts';
import type { Answer } from './whiteboard.ts';

export type Posted = { id: string; editToken: string; version: number };

/** Posts a message through the real function. */
export const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  guest.call('POST /messages', { body, headers });

/** Posts a message that must be accepted. */
export const posted = async (content: Record<string, unknown> = {}): Promise<Posted> => {
  const { status, body } = await post({ author: 'Ada', text: 'Hello', ...content });
  if (status !== 201) throw new Error(`posting failed: ${JSON.stringify(body)}`);
  return body as Posted;
};

const MESSAGE = '/messages/{messageId}';

export const read = (messageId: string, headers: Record<string, string> = {}): Promise<Answer> =>
  guest.call(`GET ${MESSAGE}`, { path: { messageId }, headers });

export const patch = (messageId: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  guest.call(`PATCH ${MESSAGE}`, { path: { messageId }, body, headers });

export const remove = (messageId: string, headers: Record<string, string> = {}): Promise<Answer> =>
  guest.call(`DELETE ${MESSAGE}`, { path: { messageId }, headers });

/** A page of the wall; `texts` has only the texts. */
export const list = async (query: Record<string, string> = {}) => {
  const answer = await guest.call('GET /messages', { query });
  const messages = (answer.body.messages ?? []) as { id: string; text: string }[];
  return {
    ...answer,
    messages,
    texts: messages.map(({ text }) => text),
    cursor: answer.body.nextCursor as string | null,
  };
};

export const token = ({ editToken }: { editToken: string }) => ({ 'edit-token': editToken });
