import { setTimeout as delay } from 'node:timers/promises';
import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/refusal.ts';
import { client, table } from './client.ts';
import { type Item, plain } from './item.ts';
import type { Write } from './write.ts';

const ATTEMPTS = 6;
const PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 1_000;

const FAILED = 'ConditionalCheckFailed';

/** Codes of a cancelled transaction that say nothing of what is stored.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** The writes whose conditions failed, by their names, with the item that was in the way of each, if there is one. */
export type RefusedWrites<Name extends string> = ReadonlyMap<Name, Item | undefined>;

/**
 * Writes all of the items or none. Meeting another transaction is no failure: it is tried again, after a random pause.
 * @param writes by names, by which a refusal tells of them; what is undefined is no write
 * @param patienceMs how long to go on trying, once all usual attempts are made
 * @returns undefined when everything was written
 * @throws Refusal `unavailable` when other transactions are in the way for long
 * @example if ((await transact({ use, member }))?.has('use')) throw usedUp()
 */
export const transact = async <Name extends string>(
  writes: Readonly<Record<Name, Write | undefined>>,
  patienceMs = 0,
): Promise<RefusedWrites<Name> | undefined> => {
  const named = (Object.entries(writes) as [Name, Write | undefined][]).flatMap(([name, write]) =>
    write ? [{ name, write }] : [],
  );
  const { ReturnConsumedCapacity } = table();
  const TransactItems = named.map(({ write }) => write);
  const deadline = performance.now() + patienceMs;
  for (let attempt = 1; attempt <= ATTEMPTS || performance.now() < deadline; attempt += 1) {
    try {
      await client().send(new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const refused = named.flatMap(({ name }, n): [Name, Item | undefined][] => {
        const { Code, Item: found } = reasons[n] ?? {};
        return Code === FAILED ? [[name, found && plain(found)]] : [];
      });
      if (refused.length > 0) return new Map(refused);
      if (!reasons.some(({ Code = '' }) => PASSING.has(Code))) throw error;
    }
    await delay(Math.random() * Math.min(PAUSE_MS * attempt, LONGEST_PAUSE_MS));
  }
  throw new Refusal('unavailable', 'Too many changes of the same thing at once. Send the request again.');
};
