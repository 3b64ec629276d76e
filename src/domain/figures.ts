import { isDeepStrictEqual } from 'node:util';
import type { Change } from './change.ts';
import type { Message } from './message.ts';

/** What is counted of a day (UTC). */
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

/** All days, and how many boards there are. */
export type Figures = { boards: number; days: DailyFigures[] };

/** The day of a time, in UTC. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** What an author decides about a message; reactions are others', and versions count both. */
const content = ({ version, reactions, ...rest }: Message): object => rest;

/** What a change counts as; undefined for what no figure tells, reactions for example. */
export const countedAs = (change: Change): Exclude<Daily, 'peopleActive'> | undefined => {
  const { entity, before, after } = change;
  if (entity === 'board' && !before) return 'boardsCreated';
  if (entity === 'board' && !after) return 'boardsDeleted';
  if (entity !== 'message') return undefined;
  if (!before) return 'messagesPosted';
  if (!after) return change.expired ? 'messagesExpired' : 'messagesDeleted';
  return isDeepStrictEqual(content(before), content(after)) ? undefined : 'messagesEdited';
};

/** Who was active by making this change, as far as it shows: who posted signed in, and who became a member. */
export const activePerson = (change: Change): string | undefined => {
  if (change.before) return undefined;
  if (change.entity === 'message') return change.after?.authorId;
  return change.entity === 'member' ? change.after?.userId : undefined;
};
