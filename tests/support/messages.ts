import { type Answer, invoke } from './whiteboard.ts';

export type Posted = { id: string; editToken: string; version: number };

/** Posts a message through the real function. */
export const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  invoke('post-message', { method: 'POST', path: '/messages', body, headers });

/** Posts a message that must be accepted. */
export const posted = async (content: Record<string, unknown> = {}): Promise<Posted> => {
  const { status, body } = await post({ author: 'Ada', text: 'Hello', ...content });
  if (status !== 201) throw new Error(`posting failed: ${JSON.stringify(body)}`);
  return body as Posted;
};

const one = (functionName: string, method: string, id: string, body?: unknown, headers: Record<string, string> = {}) =>
  invoke(functionName, {
    method,
    path: `/messages/${encodeURIComponent(id)}`,
    pathParameters: { messageId: id },
    body,
    headers,
  });

export const read = (id: string, headers?: Record<string, string>) => one('get-message', 'GET', id, undefined, headers);

export const patch = (id: string, body: unknown, headers?: Record<string, string>) =>
  one('edit-message', 'PATCH', id, body, headers);

export const remove = (id: string, headers?: Record<string, string>) =>
  one('delete-message', 'DELETE', id, undefined, headers);

/** A page of the wall; `texts` for short. */
export const list = async (query: Record<string, string> = {}) => {
  const answer = await invoke('list-messages', { path: '/messages', query });
  const messages = (answer.body.messages ?? []) as { id: string; text: string }[];
  return {
    ...answer,
    messages,
    texts: messages.map(({ text }) => text),
    cursor: answer.body.nextCursor as string | null,
  };
};

export const token = ({ editToken }: { editToken: string }) => ({ 'edit-token': editToken });
