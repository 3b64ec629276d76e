import * as z from 'zod';
import { ROLES, type Role } from '../../domain/actor.ts';
import { type Board, boardCreatedAt } from '../../domain/board.ts';
import { DESCRIPTION_MAX_LENGTH, TITLE_MAX_LENGTH } from '../../domain/limits.ts';
import type { Message } from '../../domain/message.ts';
import type { Page } from '../../domain/page.ts';
import { text } from '../../lambda/schemas/text.ts';
import { MessagesPage, messagesPage } from '../messages/schemas.ts';

const Title = text({ label: 'title', max: TITLE_MAX_LENGTH, lines: 'one' });
const Description = text({ label: 'description', max: DESCRIPTION_MAX_LENGTH });

/** The body of `POST /boards`. */
export const NewBoard = z
  .strictObject({ title: Title, description: Description.optional() })
  .meta({ id: 'NewBoard', examples: [{ title: 'Launch', description: 'Everything before Friday' }] });

/** The body of an edit: JSON Merge Patch (RFC 7396). */
export const BoardPatch = z
  .strictObject({ title: Title.optional(), description: Description.nullable().optional() })
  .refine((patch) => Object.keys(patch).length > 0, {
    error: 'the patch changes nothing; name at least one member',
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ id: 'BoardPatch', examples: [{ title: 'Launch day' }, { description: null }] });

/** A board as one of its members sees it. */
export const BoardView = z
  .strictObject({
    id: z.string().meta({ description: 'ULID; sorts by time' }),
    title: z.string(),
    description: z.string().optional(),
    role: z.enum(ROLES).meta({ description: 'Yours' }),
    createdAt: z.iso.datetime({ precision: 3 }),
    version: z.int().min(1).meta({ description: 'Counts the states of the board; its ETag' }),
  })
  .meta({ id: 'Board' });
export type BoardView = z.infer<typeof BoardView>;

/** An opened board, with its newest messages. */
export const OpenBoardView = BoardView.extend(MessagesPage.shape).meta({ id: 'OpenBoard' });
export type OpenBoardView = z.infer<typeof OpenBoardView>;

export const BoardsPage = z
  .strictObject({ boards: z.array(BoardView), nextCursor: z.string().nullable() })
  .meta({ id: 'BoardsPage' });
export type BoardsPage = z.infer<typeof BoardsPage>;

/** A board as one of its members sees it. */
export type MyBoard = { board: Board; role: Role };

export const boardView = ({ board, role }: MyBoard): BoardView => ({
  id: board.id,
  title: board.title,
  description: board.description,
  role,
  createdAt: boardCreatedAt(board),
  version: board.version,
});

export const openBoardView = (opened: MyBoard & { messages: Page<Message> }): OpenBoardView => ({
  ...boardView(opened),
  ...messagesPage(opened.messages),
});

export const boardsPage = ({ items, nextCursor }: Page<MyBoard>): BoardsPage => ({
  boards: items.map(boardView),
  nextCursor,
});
