import type { Member } from './actor.ts';
import type { Board } from './board.ts';
import type { Contact } from './contact.ts';
import type { Connection } from './live.ts';
import type { Message } from './message.ts';

/** The states of an entity: `before` is undefined when it was created, `after` when it was deleted. */
type States<T> = { before?: T | undefined; after?: T | undefined };

/** A change of the table, as its stream reports it. `mutationId` lets a connected client recognise its own change. */
export type Change = {
  /** Unique. It stays the same when the stream delivers the change again. */
  id: string;
  /** Its position in the stream. Positions of one board's changes sort by time. */
  position: string;
  /** The time of the change, in whole seconds. */
  at: Date;
  /** Whether the table deleted the item by its time to live. */
  expired: boolean;
} & (
  | ({ entity: 'message'; mutationId?: string | undefined } & States<Message>)
  | ({ entity: 'board' } & States<Board>)
  | ({ entity: 'member' } & States<Member>)
  | ({ entity: 'link' } & States<{ id: string; boardId: string }>)
  | ({ entity: 'connection' } & States<Connection>)
  | ({ entity: 'contact' } & States<Contact>)
);
