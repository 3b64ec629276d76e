import * as z from 'zod';
import { DAILY } from '../domain/figures.ts';

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

/** The operator's view. */
export const FiguresView = z
  .strictObject({
    boards: count.meta({ description: 'Boards that there are' }),
    days: z
      .array(
        z.strictObject({
          date: z.iso.date(),
          ...(Object.fromEntries(DAILY.map((name) => [name, count])) as Record<(typeof DAILY)[number], typeof count>),
        }),
      )
      .meta({ description: 'Days (UTC) on which something happened, newest first' }),
  })
  .meta({ id: 'Figures' });
