import * as z from 'zod';
import { REACTIONS } from '../../domain/reaction.ts';
import { Id, IfMatchHeaders, ListQuery, Token } from '../../lambda/schemas/request.ts';
import { time } from '../../lambda/schemas/time.ts';

/** The path parameters at each door to a board's messages. */
const DOOR = { wall: {}, board: { boardId: Id }, shared: { token: Token } };

/** The path of the messages of a board. */
export const messagesPath = (door: keyof typeof DOOR) => z.strictObject(DOOR[door]);

/** The path of one message. */
export const messagePath = (door: keyof typeof DOOR) => z.strictObject({ ...DOOR[door], messageId: Id });

export const ReactionPath = z.strictObject({ boardId: Id, messageId: Id, emoji: z.enum(REACTIONS) });

/** The query string of a list of messages. */
export const MessagesQuery = ListQuery.extend({
  open: z
    .literal('true', { error: 'open can only be true: only open tasks have an index' })
    .transform(() => true)
    .optional()
    .meta({ description: 'Only tasks that are not done' }),
  since: time('since').optional().meta({ description: 'Posted at this time or later' }),
  until: time('until').optional().meta({ description: 'Posted before this time' }),
  fresh: z
    .literal('true', { error: 'fresh can only be true' })
    .transform(() => true)
    .optional()
    .meta({ description: 'Includes everything written before the request; not together with open' }),
}).refine(({ open, fresh }) => !(open && fresh), {
  error: 'fresh cannot be combined with open: the index of open tasks lags a moment behind',
  path: ['fresh'],
});

/** Headers of a read. */
export const ReadHeaders = z.object({ 'if-none-match': z.string().optional() });

/** Headers of a change. */
export const ChangeHeaders = z.object({ 'edit-token': z.string().optional(), ...IfMatchHeaders.shape });
