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
    .meta({ description: 'How many of the newest days, 1 to 100; 30 by default' }),
});

const count = z.int();

const MEANINGS: Partial<Record<(typeof DAILY)[number], string>> = {
  messagesDeleted: 'Includes the messages of deleted boards, when they are removed',
  peopleActive: 'People who posted while signed in, or became a member of a board; each person counts once',
};

const dailyCounts = Object.fromEntries(
  DAILY.map((name) => [name, MEANINGS[name] ? count.meta({ description: MEANINGS[name] }) : count]),
) as Record<(typeof DAILY)[number], typeof count>;

/** The operator's view. */
export const FiguresView = z
  .strictObject({
    boards: count.meta({
      description: 'Existing boards, without those created before figures were counted',
    }),
    days: z
      .array(
        z.strictObject({
          date: z.iso.date(),
          ...dailyCounts,
        }),
      )
      .meta({ description: 'Days (UTC) with at least one event, newest first' }),
  })
  .meta({ id: 'Figures' });
