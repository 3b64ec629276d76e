import * as z from 'zod';
import { ID_PATTERN } from '../domain/id.ts';
import { IDEMPOTENCY_KEY_MAX_LENGTH } from '../domain/limits.ts';
import { pageQuery } from './page.ts';
import { time } from './time.ts';

/** The path of one message. What is no id is no message: 404, not 422. */
export const MessagePath = z.strictObject({ messageId: z.string().regex(ID_PATTERN) });

/** The query string of a list of messages. */
export const MessagesQuery = z.strictObject({
  ...pageQuery,
  open: z
    .literal('true', { error: 'open can only be true: open tasks have an index, all others do not' })
    .transform(() => true)
    .optional()
    .meta({ description: 'Only tasks that are not done' }),
  since: time('since').optional().meta({ description: 'Posted at this time or later' }),
  until: time('until').optional().meta({ description: 'Posted before this time' }),
});

const KEY = `Idempotency-Key must have 1 to ${IDEMPOTENCY_KEY_MAX_LENGTH} visible ASCII characters, quoted or bare`;

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ has it quoted; bare is widespread. */
const IdempotencyKey = z
  .string()
  .transform((value) => /^"(.*)"$/.exec(value)?.[1] ?? value)
  .refine((value) => /^[\x21-\x7e]+$/.test(value) && value.length <= IDEMPOTENCY_KEY_MAX_LENGTH, KEY);

/** Headers of a post. Names are lower case, as the stack leaves them. */
export const PostHeaders = z.object({ 'idempotency-key': IdempotencyKey.optional() });

/** Headers of a read. */
export const ReadHeaders = z.object({ 'if-none-match': z.string().optional() });

/** Headers of a change. */
export const ChangeHeaders = z.object({ 'edit-token': z.string().optional(), 'if-match': z.string().optional() });
