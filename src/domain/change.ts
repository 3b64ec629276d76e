import type { Board } from './board.ts';
import type { Contact } from './contact.ts';
import type { Message } from './message.ts';

/** What became of an entity: undefined before it was made, and after it was deleted. */
type States<T> = { before?: T | undefined; after?: T | undefined };

/** A change of the table, as its stream tells it. */
export type Change = {
  /** Unique; the same again when the stream delivers the change again. */
  id: string;
  /** When it happened, to the second. */
  at: Date;
  /** By the table itself, since its time was over. */
  expired: boolean;
} & (
  | ({ entity: 'message' } & States<Message>)
  | ({ entity: 'board' } & States<Board>)
  | ({ entity: 'member'; userId: string } & States<object>)
  | ({ entity: 'contact' } & States<Contact>)
);
