import type { ConsumedCapacity as SdkCapacity, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import { type ConsumedCapacity, capacityChannel } from '../../observability.ts';

/** An SDK middleware at the `initialize` step. It runs once for each command, outside the SDK's own retries. */
export type TableMiddleware = (
  next: (args: { input: ServiceInputTypes }) => Promise<{ response: unknown; output: ServiceOutputTypes }>,
  context: { commandName?: string },
) => (args: { input: ServiceInputTypes }) => Promise<{ response: unknown; output: ServiceOutputTypes }>;

const indexUnits = (capacity: SdkCapacity): Record<string, number> =>
  Object.fromEntries(
    Object.entries(capacity.GlobalSecondaryIndexes ?? {}).map(([name, { CapacityUnits = 0 }]) => [name, CapacityUnits]),
  );

const entries = (output: object): SdkCapacity[] => {
  const capacity = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
  return (Array.isArray(capacity) ? capacity : [capacity]).filter(Boolean) as SdkCapacity[];
};

/** Publishes the cost of each operation to the capacity channel. */
export const capacityMiddleware: TableMiddleware = (next, context) => async (args) => {
  const result = await next(args);
  for (const entry of entries(result.output)) {
    const consumed: ConsumedCapacity = {
      operation: (context.commandName ?? '').replace(/Command$/, ''),
      units: entry.CapacityUnits ?? 0,
      indexes: indexUnits(entry),
    };
    capacityChannel.publish(consumed);
  }
  return result;
};
