import type { Member } from './actor.ts';
import type { Board } from './board.ts';
import type { Contact } from './contact.ts';
import type { Connection } from './live.ts';
import type { Message } from './message.ts';

/** What became of an entity: undefined before it was made, and after it was deleted. */
type States<T> = { before?: T | undefined; after?: T | undefined };

/** A change of the table, as its stream tells it; `mutationId`: by which a client that is connected knows its own change. */
export type Change = {
  /** Unique; the same again when the stream delivers the change again. */
  id: string;
  /** Its place in the stream: of two changes of one board, the later one's sorts after. */
  position: string;
  /** When it happened, to the second. */
  at: Date;
  /** By the table itself, since its time was over. */
  expired: boolean;
} & (
  | ({ entity: 'message'; mutationId?: string | undefined } & States<Message>)
  | ({ entity: 'board' } & States<Board>)
  | ({ entity: 'member' } & States<Member>)
  | ({ entity: 'link' } & States<{ id: string; boardId: string }>)
  | ({ entity: 'connection' } & States<Connection>)
  | ({ entity: 'contact' } & States<Contact>)
);
