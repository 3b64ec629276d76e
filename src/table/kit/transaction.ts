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

/**
 * Codes of a cancelled transaction that do not depend on the stored items.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** The writes whose conditions failed, by name, each with the item that it found, if any. */
export type RefusedWrites<Name extends string> = ReadonlyMap<Name, Item | undefined>;

/**
 * Writes all of the items or none. On a conflict with another transaction it tries again after a random pause.
 * @param writes by name; a refusal names the failed ones. Undefined entries are ignored
 * @param patienceMs how long to keep trying after the usual attempts
 * @returns undefined when everything was written
 * @throws Refusal `unavailable` when conflicts with other transactions last too long
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
  throw new Refusal('unavailable', 'Too many concurrent changes of the same item. Send the request again.');
};
