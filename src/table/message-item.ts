import type { Message } from '../domain/message.ts';
import { REACTIONS, type Reaction, type ReactionCounts } from '../domain/reaction.ts';
import { boardPartition, idIn, messageSort, openPartition, userPartition } from './keys.ts';
import type { Item } from './kit/item.ts';

/** A message with the digest of its edit token, which no reader ever sees; members' messages have none. */
export type StoredMessage = {
  message: Message;
  editDigest?: Uint8Array | undefined;
  /** Of a message that came over a connection: by which its client knows the change. */
  mutationId?: string | undefined;
};

/** Where a message is. */
export type MessageRef = Pick<Message, 'id' | 'boardId'>;

export const messageKeys = ({ id, boardId }: MessageRef) => ({ PK: boardPartition(boardId), SK: messageSort(id) });

/** GSI2 is sparse: a message is in it while it is an open task. */
export const openTaskKeys = ({ id, boardId }: MessageRef) => ({
  GSI2PK: openPartition(boardId),
  GSI2SK: messageSort(id),
});

/** GSI1 is sparse: a message is in it when its author was signed in. */
export const authorKeys = (id: string, authorId: string) => ({
  GSI1PK: userPartition(authorId),
  GSI1SK: messageSort(id),
});

/** Who reacted so: a set of user ids, which makes one reaction per person, and counts that no race can spoil. */
export const reactionAttribute = (reaction: Reaction): string => `reaction_${reaction}`;

/** What a message is stored as. Its id and board are in the keys, its time is in its id, its author in the index. */
export const toItem = ({ message, editDigest, mutationId }: StoredMessage): Item => {
  const { id, boardId, authorId, reactions, ...attributes } = message;
  const keys = {
    ...messageKeys(message),
    ...(message.done === false && openTaskKeys(message)),
    ...(authorId !== undefined && authorKeys(id, authorId)),
  };
  return { ...keys, ...attributes, editDigest, mutationId };
};

type Attributes = Omit<Message, 'id' | 'boardId' | 'authorId' | 'reactions'> & {
  PK: string;
  SK: string;
  editDigest?: Uint8Array;
  mutationId?: string;
  GSI1PK?: string;
  GSI1SK?: string;
  GSI2PK?: string;
  GSI2SK?: string;
};

const countReactions = (attributes: Record<string, unknown>): ReactionCounts | undefined => {
  const given = REACTIONS.map((name) => [name, attributes[reactionAttribute(name)]] as const).filter(([, set]) => set);
  return given.length === 0
    ? undefined
    : Object.fromEntries(given.map(([name, set]) => [name, (set as Set<string>).size]));
};

/** The inverse of `toItem`, with the reactions that came since. */
export const fromItem = (item: Item): StoredMessage => {
  const { PK, SK, editDigest, mutationId, GSI1PK, GSI1SK, GSI2PK, GSI2SK, ...rest } = item as Attributes;
  const content = Object.entries(rest).filter(([name]) => !name.startsWith(reactionAttribute('' as Reaction)));
  const reactions = countReactions(rest);
  return {
    message: {
      id: idIn(SK),
      boardId: idIn(PK),
      ...(Object.fromEntries(content) as unknown as Omit<Attributes, 'PK' | 'SK'>),
      ...(GSI1PK && { authorId: idIn(GSI1PK) }),
      ...(reactions && { reactions }),
    },
    ...(editDigest && { editDigest }),
  };
};
