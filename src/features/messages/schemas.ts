import * as z from 'zod';
import { COLORS } from '../../domain/color.ts';
import {
  AUTHOR_MAX_LENGTH,
  EXPIRY_MAX_SECONDS,
  EXPIRY_MIN_SECONDS,
  POSITION_BOUND,
  TEXT_MAX_LENGTH,
} from '../../domain/limits.ts';
import { createdAt, type Message } from '../../domain/message.ts';
import type { Page } from '../../domain/page.ts';
import { REACTIONS } from '../../domain/reaction.ts';
import { text } from '../../lambda/schemas/text.ts';
import { fromEpochSeconds, futureSeconds } from '../../lambda/schemas/time.ts';

const EXAMPLE_ID = '01M7Z6632ZWA9YKEM64GTZ5NDT';
const EXAMPLE_TIME = '2026-11-21T13:54:26.527Z';

const Author = text({ label: 'author', max: AUTHOR_MAX_LENGTH, lines: 'one' });
const Text = text({ label: 'text', max: TEXT_MAX_LENGTH });
const Color = z.enum(COLORS, { error: `color must be one of ${COLORS.join(', ')}` });

const OUT_OF_BOUNDS = `must be a number from -${POSITION_BOUND} to ${POSITION_BOUND}`;

/** Rounded to hundredths: finer than any screen, and DynamoDB and JSON write such numbers alike. */
export const coordinate = (label: string) =>
  z
    .number({ error: `${label} ${OUT_OF_BOUNDS}` })
    .min(-POSITION_BOUND, `${label} ${OUT_OF_BOUNDS}`)
    .max(POSITION_BOUND, `${label} ${OUT_OF_BOUNDS}`)
    .transform((value) => Math.round(value * 100) / 100 || 0);

const Position = z.strictObject(
  { x: coordinate('x'), y: coordinate('y') },
  { error: 'position must be an object {x, y}' },
);

const Done = z.boolean({ error: 'done must be true or false' });

const EXPIRES_IN = `expiresInSeconds must be a whole number from ${EXPIRY_MIN_SECONDS} to ${EXPIRY_MAX_SECONDS}`;

/** The body of a post. */
export const NewMessage = z
  .strictObject({
    author: Author,
    text: Text,
    color: Color.optional(),
    position: Position.optional(),
    task: z
      .boolean({ error: 'task must be true or false' })
      .optional()
      .meta({ description: 'true makes the message a task' }),
    expiresInSeconds: z
      .int({ error: EXPIRES_IN })
      .min(EXPIRY_MIN_SECONDS, EXPIRES_IN)
      .max(EXPIRY_MAX_SECONDS, EXPIRES_IN)
      .optional()
      .meta({ description: 'Seconds until the message is deleted' }),
  })
  .meta({
    id: 'NewMessage',
    examples: [
      { author: 'Ada', text: 'Hello, board' },
      {
        author: 'Ada',
        text: 'Buy chalk',
        color: 'yellow',
        position: { x: 120, y: -40.5 },
        task: true,
        expiresInSeconds: 3_600,
      },
    ],
  });
/** A new message as a client sends it. */
export type NewMessage = z.input<typeof NewMessage>;

/** The body of a member's post. The author's name comes from the member's profile. */
export const NewMemberMessage = NewMessage.omit({ author: true }).meta({
  id: 'NewMemberMessage',
  examples: [{ text: 'Hello, team' }],
});
export type NewMemberMessage = z.input<typeof NewMemberMessage>;

/** The body of an edit: JSON Merge Patch (RFC 7396). */
export const MessagePatch = z
  .strictObject({
    text: Text.optional(),
    color: Color.nullable().optional(),
    position: Position.nullable().optional(),
    done: Done.nullable()
      .optional()
      .meta({ description: 'Whether the task is done; null turns it into a plain message' }),
    expiresAt: futureSeconds('expiresAt').nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, {
    error: 'the patch changes nothing; name at least one member',
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ id: 'MessagePatch', examples: [{ text: 'Buy chalk and a sponge' }, { done: true }, { color: null }] });
/** An edit, as a client sends it. */
export type MessagePatch = z.input<typeof MessagePatch>;

/** A message as clients see it. */
export const MessageView = z
  .strictObject({
    id: z.string().meta({ description: 'ULID; sorts by time' }),
    boardId: z.string(),
    author: z.string(),
    authorId: z.string().optional().meta({ description: 'Only for signed-in authors' }),
    text: z.string(),
    color: z.enum(COLORS).optional(),
    position: z.strictObject({ x: z.number(), y: z.number() }).optional(),
    done: z.boolean().optional().meta({ description: 'Only on tasks' }),
    reactions: z
      .partialRecord(z.enum(REACTIONS), z.int().min(1))
      .optional()
      .meta({ description: 'Number of people for each reaction' }),
    expiresAt: z.iso.datetime({ precision: 3 }).optional(),
    createdAt: z.iso.datetime({ precision: 3 }),
    version: z.int().min(1).meta({ description: 'Counts the states of the message; its ETag' }),
  })
  .meta({
    id: 'Message',
    examples: [
      { id: EXAMPLE_ID, boardId: 'main', author: 'Ada', text: 'Hello, board', createdAt: EXAMPLE_TIME, version: 1 },
    ],
  });
export type MessageView = z.infer<typeof MessageView>;

/**
 * The answer to a post: the message and, for authors who are not signed in, the token to edit it, which is returned
 * only once.
 */
export const PostedMessageView = MessageView.extend({ editToken: z.string().optional() }).meta({ id: 'PostedMessage' });
export type PostedMessageView = z.infer<typeof PostedMessageView>;

/** A page of messages. */
export const MessagesPage = z
  .strictObject({ messages: z.array(MessageView), nextCursor: z.string().nullable() })
  .meta({ id: 'MessagesPage' });
export type MessagesPage = z.infer<typeof MessagesPage>;

/** A message as clients see it. */
export const messageView = (message: Message): MessageView => ({
  id: message.id,
  boardId: message.boardId,
  author: message.author,
  authorId: message.authorId,
  text: message.text,
  color: message.color,
  position: message.position,
  done: message.done,
  reactions: message.reactions,
  expiresAt: message.expiresAt === undefined ? undefined : fromEpochSeconds(message.expiresAt),
  createdAt: createdAt(message),
  version: message.version,
});

/** A page of messages as clients see it. */
export const messagesPage = ({ items, nextCursor }: Page<Message>): MessagesPage => ({
  messages: items.map(messageView),
  nextCursor,
});
