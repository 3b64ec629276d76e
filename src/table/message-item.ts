import type { Message } from '../domain/message.ts';
import { REACTIONS, type Reaction, type ReactionCounts } from '../domain/reaction.ts';
import { boardPartition, idIn, messageSort, openPartition, userPartition } from './keys.ts';
import type { Item } from './kit/item.ts';

/** A message with the digest of its edit token, which is never returned. Members' messages have none. */
export type StoredMessage = {
  message: Message;
  editDigest?: Uint8Array | undefined;
  /** Set on messages from a live connection; their client recognises the change by it. */
  mutationId?: string | undefined;
};

/** The id of a message, and its board. */
export type MessageRef = Pick<Message, 'id' | 'boardId'>;

export const messageKeys = ({ id, boardId }: MessageRef) => ({ PK: boardPartition(boardId), SK: messageSort(id) });

/** GSI2 is sparse: it contains only open tasks. */
export const openTaskKeys = ({ id, boardId }: MessageRef) => ({
  GSI2PK: openPartition(boardId),
  GSI2SK: messageSort(id),
});

/** GSI1 is sparse: of messages, it contains only those of signed-in authors. */
export const authorKeys = (id: string, authorId: string) => ({
  GSI1PK: userPartition(authorId),
  GSI1SK: messageSort(id),
});

/**
 * The attribute of a reaction: a set of user ids. So each person counts once, and concurrent requests cannot corrupt
 * the count.
 */
export const reactionAttribute = (reaction: Reaction): string => `reaction_${reaction}`;

/** The item of a message. The keys contain its id and board, the id its time, and the index key its author. */
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

/** The inverse of `toItem`, plus the reactions. */
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
