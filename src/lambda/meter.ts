import { type ConsumedCapacity, capacityChannel } from '../observability.ts';

/**
 * The cost of an invocation: milliseconds, and DynamoDB's capacity units, for writes and in total. A write unit costs
 * as much as five read units.
 */
export type Reading = { durationMs: number; capacityUnits: number; writeUnits: number };

const READS = new Set(['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query']);

/** An execution environment runs one invocation at a time, so one sum each is enough. */
let [capacityUnits, writeUnits] = [0, 0];
capacityChannel.subscribe((message) => {
  const { operation, units } = message as ConsumedCapacity;
  capacityUnits += units;
  if (!READS.has(operation)) writeUnits += units;
});

/** Starts to measure an invocation. @returns a function that reads the meter */
export const startMeter = (): (() => Reading) => {
  const started = performance.now();
  [capacityUnits, writeUnits] = [0, 0];
  return () => ({ durationMs: Math.round((performance.now() - started) * 10) / 10, capacityUnits, writeUnits });
};
