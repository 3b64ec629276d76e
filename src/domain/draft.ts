import { timeOfId } from './id.ts';
import type { Message, MessageContent } from './message.ts';

/** What is posted: the content, but that it says whether it is a task, and how many seconds it lives. */
export type Draft = Omit<MessageContent, 'done' | 'expiresAt'> & {
  authorId?: string | undefined;
  task?: boolean | undefined;
  expiresInSeconds?: number | undefined;
};

/** The message that a draft becomes under an id: the same again whenever it is made from the same id. */
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
