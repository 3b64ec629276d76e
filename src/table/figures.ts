import type { Change } from '../domain/change.ts';
import { activePerson, countedAs, DAILY, type DailyFigures, dayOf, type Figures } from '../domain/figures.ts';
import { Refusal } from '../domain/refusal.ts';
import { nowInSeconds } from '../domain/time.ts';
import { activeKeys, countedKeys, dayKeys, FIGURES, FIGURES_BOUNDS, idIn, TOTAL_KEYS } from './keys.ts';
import type { Keys } from './kit/item.ts';
import { batchGet, itemOf, queryItems } from './kit/read.ts';
import { transact } from './kit/transaction.ts';
import { IS_NEW, put, update, type Write } from './kit/write.ts';

/** A record stays in the stream for a day. The note that it was counted stays longer. */
const REMEMBERED_SECONDS = 3 * 24 * 60 * 60;

/** A transaction accepts 100 writes: up to two notes for each change (counted, active person), and the sums. */
const CHANGES_AT_ONCE = 40;

const ATTEMPTS = 10;

/**
 * How long to wait for other transactions, in milliseconds: all shards of the stream add to the item of the same day.
 * Half of the function's timeout.
 */
const PATIENCE_MS = 15_000;

/** Notes that something was counted, as a part of a transaction. The transaction is refused if the note exists. */
const onceWrite = (keys: Keys): Write => put({ ...keys, expiresAt: nowInSeconds() + REMEMBERED_SECONDS }, IS_NEW);

const addWrite = (keys: Keys, sums: Record<string, number>): Write => {
  const names = Object.keys(sums);
  return update(keys, `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`, {
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(names.map((name) => [`:${name}`, sums[name]])),
  });
};

/** Something that is counted once: its note, and what it adds to a day's figures and to the totals. */
type Countable = { keys: Keys; day: string; figure: string; boards: number };

const countablesOf = (change: Change): Countable[] => {
  const day = dayOf(change.at);
  const figure = countedAs(change);
  const person = activePerson(change);
  const boards = { boardsCreated: 1, boardsDeleted: -1 }[String(figure)] ?? 0;
  return [
    ...(figure ? [{ keys: countedKeys(change.id), day, figure, boards }] : []),
    ...(person ? [{ keys: activeKeys(day, person), day, figure: 'peopleActive', boards: 0 }] : []),
  ];
};

/** The writes of the sums, by day. */
const sumWrites = (countables: Countable[]): Record<string, Write> => {
  const days = Map.groupBy(countables, ({ day }) => day);
  const perDay = [...days].map(([day, ofDay]) => {
    const sums = Map.groupBy(ofDay, ({ figure }) => figure);
    return [day, addWrite(dayKeys(day), Object.fromEntries([...sums].map(([figure, { length }]) => [figure, length])))];
  });
  const boards = countables.reduce((sum, countable) => sum + countable.boards, 0);
  return { ...Object.fromEntries(perDay), ...(boards !== 0 && { total: addWrite(TOTAL_KEYS, { boards }) }) };
};

const keyOf = ({ keys }: Countable): string => JSON.stringify([keys.PK, keys.SK]);

/**
 * Leaves out people who have their note of the day, as most active people do. Each of them would make a transaction
 * fail.
 */
const withoutKnownPeople = async (countables: Countable[]): Promise<Countable[]> => {
  const people = countables.filter(({ figure }) => figure === 'peopleActive').map(({ keys }) => keys);
  const known = people.length > 0 ? await batchGet(people) : [];
  return countables.filter(({ keys }) => itemOf(known, keys) === undefined);
};

/**
 * Counts everything together with its notes in one transaction. What has a note already is left out.
 * @param deadline of `performance.now()`
 */
const count = async (all: Countable[], deadline: number): Promise<void> => {
  let countables = await withoutKnownPeople([
    ...new Map(all.map((countable) => [keyOf(countable), countable])).values(),
  ]);
  for (let attempt = 1; attempt <= ATTEMPTS && countables.length > 0; attempt += 1) {
    const notes = Object.fromEntries(countables.map((countable) => [keyOf(countable), onceWrite(countable.keys)]));
    const refused = await transact({ ...notes, ...sumWrites(countables) }, deadline - performance.now());
    if (!refused) return;
    countables = countables.filter((countable) => !refused.has(keyOf(countable)));
  }
  if (countables.length > 0) throw new Refusal('unavailable', 'Another function is counting the figures.');
};

/**
 * Access pattern "count changes": counts each exactly once, however often it is delivered. Costs one read unit for each
 * person, two write units for each note, and two for each day's sums of up to 40 changes.
 * @throws Refusal `unavailable`
 */
export const countChanges = async (changes: readonly Change[]): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS;
  for (let n = 0; n < changes.length; n += CHANGES_AT_ONCE) {
    await count(changes.slice(n, n + CHANGES_AT_ONCE).flatMap(countablesOf), deadline);
  }
};

const NOTHING = Object.fromEntries(DAILY.map((name) => [name, 0]));

/** Access pattern "the figures": the totals and the newest days by one backward Query. */
export const readFigures = async (days: number): Promise<Figures> => {
  const { items } = await queryItems({ partition: FIGURES, bounds: FIGURES_BOUNDS, backwards: true, limit: days + 1 });
  const total = items.find(({ SK }) => SK === TOTAL_KEYS.SK);
  return {
    boards: Number(total?.boards ?? 0),
    days: items
      .filter((item) => item !== total)
      .slice(0, days)
      .map(({ PK, SK, ...sums }) => ({ date: idIn(SK), ...NOTHING, ...sums }) as DailyFigures),
  };
};
