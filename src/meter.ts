import { type ConsumedCapacity, capacityChannel } from './observability.ts';

/** What an invocation took: milliseconds, and DynamoDB's capacity units. */
export type Reading = { durationMs: number; capacityUnits: number };

/** An execution environment runs one invocation at a time, so one sum is enough. */
let capacityUnits = 0;
capacityChannel.subscribe((message) => {
  capacityUnits += (message as ConsumedCapacity).units;
});

/** Starts to measure an invocation. @returns what reads the meter */
export const startMeter = (): (() => Reading) => {
  const started = performance.now();
  capacityUnits = 0;
  return () => ({ durationMs: Math.round((performance.now() - started) * 10) / 10, capacityUnits });
};
