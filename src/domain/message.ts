import type { Color } from './color.ts';
import { timeOfId } from './id.ts';
import type { ReactionCounts } from './reaction.ts';
import { nowInSeconds } from './time.ts';

/** The board that everybody may read and write. */
export const PUBLIC_BOARD = 'main';

/** A point of the board's plane, in hundredths of a pixel at the finest. */
type Position = { x: number; y: number };

/** What people decide about a message. A message with `done` is a task: open while it is false. */
export type MessageContent = {
  author: string;
  text: string;
  color?: Color | undefined;
  position?: Position | undefined;
  done?: boolean | undefined;
  /** Epoch seconds from which on the message is gone. */
  expiresAt?: number | undefined;
};

/**
 * A message as it is kept: when it was written is part of its id. `authorId` names a signed-in author, and `version`
 * counts its states from 1.
 */
export type Message = MessageContent & {
  id: string;
  boardId: string;
  version: number;
  authorId?: string | undefined;
  reactions?: ReactionCounts | undefined;
};

/** What an edit changes: null removes, what is absent stays. */
export type MessageChange = {
  text?: string | undefined;
  color?: Color | null | undefined;
  position?: Position | null | undefined;
  done?: boolean | null | undefined;
  expiresAt?: number | null | undefined;
};

/** When a message was written: RFC 3339, UTC, milliseconds. */
export const createdAt = (message: Pick<Message, 'id'>): string => timeOfId(message.id).toISOString();

/** Whether a message's time is over. Its item may still be there: DynamoDB removes it up to days later. */
export const isGone = ({ expiresAt }: Pick<Message, 'expiresAt'>): boolean =>
  expiresAt !== undefined && expiresAt <= nowInSeconds();
