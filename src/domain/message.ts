import type { Color } from './color.ts';
import { timeOfId } from './id.ts';
import type { ReactionCounts } from './reaction.ts';
import { nowInSeconds } from './time.ts';

/** The id of the public wall, which everyone may read and write. */
export const PUBLIC_BOARD = 'main';

/** A point of the board's plane, in hundredths of a pixel at the finest. */
type Position = { x: number; y: number };

/**
 * The parts of a message that its author sets. A message with `done` is a task; the task is open while `done` is false.
 */
export type MessageContent = {
  author: string;
  text: string;
  color?: Color | undefined;
  position?: Position | undefined;
  done?: boolean | undefined;
  /** The time at which the message expires, in epoch seconds. */
  expiresAt?: number | undefined;
};

/**
 * A stored message. Its id contains its time of creation. `authorId` identifies a signed-in author. `version` counts
 * its states from 1.
 */
export type Message = MessageContent & {
  id: string;
  boardId: string;
  version: number;
  authorId?: string | undefined;
  reactions?: ReactionCounts | undefined;
};

/** An edit: null removes a value, absent values stay. */
export type MessageChange = {
  text?: string | undefined;
  color?: Color | null | undefined;
  position?: Position | null | undefined;
  done?: boolean | null | undefined;
  expiresAt?: number | null | undefined;
};

/** The time of a message's creation: RFC 3339, UTC, milliseconds. */
export const createdAt = (message: Pick<Message, 'id'>): string => timeOfId(message.id).toISOString();

/** Whether a message has expired. Its item may still exist: DynamoDB removes it up to days later. */
export const isGone = ({ expiresAt }: Pick<Message, 'expiresAt'>): boolean =>
  expiresAt !== undefined && expiresAt <= nowInSeconds();
