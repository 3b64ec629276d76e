import { timeOfId } from './id.ts';

/** The board that everybody may read and write. */
export const PUBLIC_BOARD = 'main';

/** A message as it is kept: when it was written is part of its id. `version` counts its states from 1. */
export type Message = {
  id: string;
  boardId: string;
  author: string;
  text: string;
  version: number;
};

/** When a message was written: RFC 3339, UTC, milliseconds. */
export const createdAt = (message: Pick<Message, 'id'>): string => timeOfId(message.id).toISOString();
