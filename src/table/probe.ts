import { GetItemCommand, type GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { client, table } from './client.ts';
import { PROBE } from './keys.ts';

/** Access pattern "does the table answer": an eventually consistent read of an item that does not exist. */
const probeParams = (): GetItemCommandInput => ({ ...table(), Key: marshall(PROBE) });

/** Resolves when the table answers. @throws whatever the table, or the way to it, threw */
export const probeTable = async (): Promise<void> => {
  await client().send(new GetItemCommand(probeParams()));
};
