import * as z from 'zod';
import { DAILY } from '../../domain/figures.ts';

const LIMIT = 'days must be a whole number from 1 to 100';

/** The query string of `GET /dashboard`. */
export const FiguresQuery = z.strictObject({
  days: z
    .string()
    .regex(/^([1-9]\d?|100)$/, LIMIT)
    .transform(Number)
    .optional()
    .meta({ description: 'The newest days, 1 to 100; 30 by default' }),
});

const count = z.int();

const MEANINGS: Partial<Record<(typeof DAILY)[number], string>> = {
  messagesDeleted: 'Also those on boards that were deleted, when they are removed',
  peopleActive: 'Who posted signed in, or became a member of a board; each person once',
};

const dailyCounts = Object.fromEntries(
  DAILY.map((name) => [name, MEANINGS[name] ? count.meta({ description: MEANINGS[name] }) : count]),
) as Record<(typeof DAILY)[number], typeof count>;

/** The operator's view. */
export const FiguresView = z
  .strictObject({
    boards: count.meta({
      description: 'Boards that there are, without those of before there were figures',
    }),
    days: z
      .array(
        z.strictObject({
          date: z.iso.date(),
          ...dailyCounts,
        }),
      )
      .meta({ description: 'Days (UTC) on which something happened, newest first' }),
  })
  .meta({ id: 'Figures' });
