import { setTimeout as delay } from 'node:timers/promises';
import {
  type CancellationReason,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { Refusal } from '../domain/refusal.ts';
import { client, table } from './client.ts';

/** One write of a transaction, as the modules of the table make them. */
export type Write = TransactWriteItem;

const ATTEMPTS = 6;
const PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 1_000;

/** Codes of a cancelled transaction that say nothing of what is stored.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const failedConditions = (reasons: CancellationReason[]): boolean =>
  reasons.some(({ Code }) => Code === 'ConditionalCheckFailed');

/**
 * Writes all of the items or none. Meeting another transaction is no failure: it is tried again, after a random pause.
 * @param patienceMs how long to go on trying, once all usual attempts are made
 * @returns undefined when everything was written; else, for each item, the reason why not (`Code` is `None` for those
 *   whose condition held)
 * @throws Refusal `unavailable` when other transactions are in the way for long
 */
export const transact = async (items: Write[], patienceMs = 0): Promise<CancellationReason[] | undefined> => {
  const deadline = performance.now() + patienceMs;
  for (let attempt = 1; attempt <= ATTEMPTS || performance.now() < deadline; attempt += 1) {
    try {
      const { ReturnConsumedCapacity } = table();
      await client().send(new TransactWriteItemsCommand({ TransactItems: items, ReturnConsumedCapacity }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      if (failedConditions(reasons)) return reasons;
      if (!reasons.some(({ Code = '' }) => PASSING.has(Code))) throw error;
    }
    await delay(Math.random() * Math.min(PAUSE_MS * attempt, LONGEST_PAUSE_MS));
  }
  throw new Refusal('unavailable', 'Too many changes of the same thing at once. Send the request again.');
};

/** Whether the item at this place of a transaction was what kept it from being written. */
export const conditionFailed = (reasons: CancellationReason[], place: number): boolean =>
  reasons[place]?.Code === 'ConditionalCheckFailed';
