import type { Reaction } from '../../../src/domain/reaction.ts';
import type {
  MessagePatch,
  MessageView,
  NewMemberMessage,
  NewMessage,
} from '../../../src/features/messages/schemas.ts';

/** A message of the open board, as the API returns it. */
export type Message = Omit<MessageView, 'boardId'>;

/** A point of the board's plane, in CSS pixels at a zoom of 1. */
export type Position = NonNullable<Message['position']>;

/** The content of a post. Only authors who are not signed in send a name; for others it comes from their profile. */
export type Draft = NewMemberMessage & Partial<Pick<NewMessage, 'author'>>;

/** An edit: null removes a value, absent values stay. */
export type Patch = MessagePatch;

/** A message after a patch. */
export const patched = (message: Message, patch: Patch): Message => {
  const entries = Object.entries({ ...message, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Message;
};

/** Whether a patch would change nothing in a message. */
export const isSatisfied = (message: Message, patch: Patch): boolean =>
  JSON.stringify(sorted(patched(message, patch))) === JSON.stringify(sorted(message));

/** Whether a message has the content of a guest's draft. */
export const isMadeOf = (message: Message, { author, text, color, position, task }: Draft): boolean => {
  const { version, authorId } = message;
  const content = { text, color: color ?? null, position: position ?? null, done: task ? false : null };
  return version === 1 && authorId === undefined && message.author === author && isSatisfied(message, content);
};

const sorted = (message: Message) =>
  Object.entries(message)
    .map(([name, value]) => [name, typeof value === 'object' ? Object.entries(value).sort() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** A message after one person's reaction was added or removed. */
export const reacted = (message: Message, reaction: Reaction, given: boolean): Message => {
  const { [reaction]: count = 0, ...others } = message.reactions ?? {};
  const next = Math.max(0, count + (given ? 1 : -1));
  return { ...message, reactions: next > 0 ? { ...others, [reaction]: next } : others };
};
