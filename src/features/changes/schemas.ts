import * as z from 'zod';
import { ID_PATTERN } from '../../domain/id.ts';

const Id = z.string().regex(ID_PATTERN);

/** Bodies of the messages in the queues, as `src/features/changes/jobs.ts` writes them. */
export const RemoveBoardJob = z.strictObject({ kind: z.literal('remove-board'), boardId: Id });
export const SendContactJob = z.strictObject({ kind: z.literal('send-contact'), contactId: Id });
