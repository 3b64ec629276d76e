import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Message } from '../domain/message.ts';
import { boardIdOf, boardPartition, messageIdOf, messageSort, openPartition } from './keys.ts';

export type Item = Record<string, AttributeValue>;

/** A message with the digest of its edit token, which no reader ever sees. */
export type StoredMessage = { message: Message; editDigest: Uint8Array };

type Attributes = Omit<Message, 'id' | 'boardId'> & { PK: string; SK: string; editDigest: Uint8Array };

/** Where a message is. */
export type MessageRef = Pick<Message, 'id' | 'boardId'>;

export const messageKeys = ({ id, boardId }: MessageRef) => ({ PK: boardPartition(boardId), SK: messageSort(id) });

/** GSI2 is sparse: a message is in it while it is an open task. */
export const openTaskKeys = ({ id, boardId }: MessageRef) => ({
  GSI2PK: openPartition(boardId),
  GSI2SK: messageSort(id),
});

/** What a message is stored as. Its id and board are in the keys, its time is in its id. */
export const toItem = ({ message, editDigest }: StoredMessage): Item => {
  const { id, boardId, ...attributes } = message;
  const open = message.done === false ? openTaskKeys(message) : {};
  return marshall({ ...messageKeys(message), ...open, ...attributes, editDigest }, { removeUndefinedValues: true });
};

/** The inverse of `toItem`. */
export const fromItem = (item: Item): StoredMessage => {
  const { PK, SK, editDigest, GSI2PK, GSI2SK, ...attributes } = unmarshall(item) as Attributes & {
    GSI2PK?: string;
    GSI2SK?: string;
  };
  return { message: { id: messageIdOf(SK), boardId: boardIdOf(PK), ...attributes }, editDigest };
};
