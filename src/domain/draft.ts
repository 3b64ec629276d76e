import { timeOfId } from './id.ts';
import type { Message, MessageContent } from './message.ts';

/** The content of a post. It has `task` instead of `done`, and a lifetime in seconds instead of `expiresAt`. */
export type Draft = Omit<MessageContent, 'done' | 'expiresAt'> & {
  authorId?: string | undefined;
  task?: boolean | undefined;
  expiresInSeconds?: number | undefined;
};

/** The message made from a draft and an id. The same draft and id always give the same message. */
export const messageOf = (boardId: string, draft: Draft, id: string): Message => {
  const { task, expiresInSeconds, ...content } = draft;
  const postedAt = Math.ceil(timeOfId(id).getTime() / 1_000);
  return {
    id,
    boardId,
    ...content,
    ...(task && { done: false }),
    ...(expiresInSeconds !== undefined && { expiresAt: postedAt + expiresInSeconds }),
    version: 1,
  };
};
