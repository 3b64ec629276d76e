import * as z from 'zod';
import { ID_PATTERN } from '../../domain/id.ts';
import { REACTIONS } from '../../domain/reaction.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { pageQuery } from './page.ts';
import { time } from './time.ts';

const Id = z.string().regex(ID_PATTERN);
const Token = z.string().regex(/^[\w-]{43}$/);
const UserId = z.string().min(1).max(255);

/** What is in the path of each door to a board's messages. What is no id or token leads nowhere: 404, not 422. */
const DOOR = { wall: {}, board: { boardId: Id }, shared: { token: Token } };

/** The path of the messages of a board. */
export const messagesPath = (door: keyof typeof DOOR) => z.strictObject(DOOR[door]);

/** The path of one message. */
export const messagePath = (door: keyof typeof DOOR) => z.strictObject({ ...DOOR[door], messageId: Id });

export const BoardPath = z.strictObject({ boardId: Id });
export const MemberPath = z.strictObject({ boardId: Id, userId: UserId });
export const LinkPath = z.strictObject({ boardId: Id, linkId: z.string().regex(/^[0-9a-f]{64}$/) });
export const ReactionPath = z.strictObject({ boardId: Id, messageId: Id, emoji: z.enum(REACTIONS) });
/** What an invite or a share link opens. */
export const TokenPath = z.strictObject({ token: Token });

/** The query string of a list without filters. */
export const PageParameters = z.strictObject(pageQuery);

/** The query string of a list of messages. */
export const MessagesQuery = z
  .strictObject({
    ...pageQuery,
    open: z
      .literal('true', { error: 'open can only be true: open tasks have an index, all others do not' })
      .transform(() => true)
      .optional()
      .meta({ description: 'Only tasks that are not done' }),
    since: time('since').optional().meta({ description: 'Posted at this time or later' }),
    until: time('until').optional().meta({ description: 'Posted before this time' }),
    fresh: z
      .literal('true', { error: 'fresh can only be true' })
      .transform(() => true)
      .optional()
      .meta({ description: 'With all that was written before; not together with open' }),
  })
  .refine(({ open, fresh }) => !(open && fresh), {
    error: 'fresh cannot be asked for together with open: the index of open tasks runs a moment behind',
    path: ['fresh'],
  });

/** Headers of a post. Names are lower case, as the stack leaves them. */
export const PostHeaders = z.object({ 'idempotency-key': idempotencyKey('Idempotency-Key').optional() });

/** Headers of a read. */
export const ReadHeaders = z.object({ 'if-none-match': z.string().optional() });

/** Headers of a change. */
export const ChangeHeaders = z.object({ 'edit-token': z.string().optional(), 'if-match': z.string().optional() });

/** Headers of a change to a board. */
export const BoardChangeHeaders = z.object({ 'if-match': z.string().optional() });

/** Headers of a read of one of the page's files. */
export const FileHeaders = ReadHeaders.extend({ 'accept-encoding': z.string().optional() });

/** The query string of one of the page's files: the digest that the page names it by. What else a link to the page has in it is none of its business. */
export const FileQuery = z.object({ v: z.string().optional().meta({ description: 'Digest of the file' }) });
