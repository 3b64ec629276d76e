import type { Reaction } from '../../../src/domain/reaction.ts';
import type {
  MessagePatch,
  MessageView,
  NewMemberMessage,
  NewMessage,
} from '../../../src/features/messages/schemas.ts';

/** A message of the board that is open, as the API answers it. */
export type Message = Omit<MessageView, 'boardId'>;

/** A point of the board's plane, in CSS pixels at a zoom of 1. */
export type Position = NonNullable<Message['position']>;

/** What is posted. Only who is not signed in says who they are: of others that is their profile. */
export type Draft = NewMemberMessage & Partial<Pick<NewMessage, 'author'>>;

/** What an edit changes: null removes, what is absent stays. */
export type Patch = MessagePatch;

/** A message with a patch carried out. */
export const patched = (message: Message, patch: Patch): Message => {
  const entries = Object.entries({ ...message, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Message;
};

/** Whether a message is as a patch would leave it. */
export const isSatisfied = (message: Message, patch: Patch): boolean =>
  JSON.stringify(sorted(patched(message, patch))) === JSON.stringify(sorted(message));

/** Whether a message is what a guest's draft becomes. */
export const isMadeOf = (message: Message, { author, text, color, position, task }: Draft): boolean => {
  const { version, authorId } = message;
  const content = { text, color: color ?? null, position: position ?? null, done: task ? false : null };
  return version === 1 && authorId === undefined && message.author === author && isSatisfied(message, content);
};

const sorted = (message: Message) =>
  Object.entries(message)
    .map(([name, value]) => [name, typeof value === 'object' ? Object.entries(value).sort() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** A message with one person's reaction given, or taken back. */
export const reacted = (message: Message, reaction: Reaction, given: boolean): Message => {
  const { [reaction]: count = 0, ...others } = message.reactions ?? {};
  const next = Math.max(0, count + (given ? 1 : -1));
  return { ...message, reactions: next > 0 ? { ...others, [reaction]: next } : others };
};
