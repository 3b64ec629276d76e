import { isDeepStrictEqual } from 'node:util';
import type { Change } from './change.ts';
import type { Message } from './message.ts';

/** The figures of a day (UTC). */
export const DAILY = [
  'boardsCreated',
  'boardsDeleted',
  'messagesPosted',
  'messagesEdited',
  'messagesDeleted',
  'messagesExpired',
  'peopleActive',
] as const;
export type Daily = (typeof DAILY)[number];

/** The figures of one day: `date` is `yyyy-mm-dd`. */
export type DailyFigures = Record<Daily, number> & { date: string };

/** The figures of all days, and the number of boards. */
export type Figures = { boards: number; days: DailyFigures[] };

/** The day of a time, in UTC. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The parts of a message that an edit changes. Reactions do not count as edits, but also raise the version. */
const content = ({ version, reactions, ...rest }: Message): object => rest;

/** The figure that a change counts towards; undefined for changes without a figure, such as reactions. */
export const countedAs = (change: Change): Exclude<Daily, 'peopleActive'> | undefined => {
  const { entity, before, after } = change;
  if (entity === 'board' && !before) return 'boardsCreated';
  if (entity === 'board' && !after) return 'boardsDeleted';
  if (entity !== 'message') return undefined;
  if (!before) return 'messagesPosted';
  if (!after) return change.expired ? 'messagesExpired' : 'messagesDeleted';
  return isDeepStrictEqual(content(before), content(after)) ? undefined : 'messagesEdited';
};

/** The person who was active by this change: the signed-in author of a post, or a new member. */
export const activePerson = (change: Change): string | undefined => {
  if (change.before) return undefined;
  if (change.entity === 'message') return change.after?.authorId;
  return change.entity === 'member' ? change.after?.userId : undefined;
};
