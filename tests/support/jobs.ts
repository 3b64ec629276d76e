import type { Failures } from '../../src/lambda/consumers/batch-log.ts';
import type { QueueConsumer } from '../../src/lambda/consumers/queue.ts';
import { functionFile } from '../../tools/functions.ts';
import { withPermissionsOf } from './permissions.ts';
import { queueEvent } from './queue-event.ts';
import { lambdaContext } from './request.ts';

/** Runs a function of a queue, with only the permissions of template.yaml. @param remainingMs of its time */
export const doJobs = async (name: string, bodies: unknown[], remainingMs = () => 300_000): Promise<Failures> => {
  const { handler } = (await import(functionFile(name))) as { handler: QueueConsumer };
  const context = lambdaContext({ getRemainingTimeInMillis: remainingMs });
  return withPermissionsOf(name, () => handler(queueEvent(bodies), context));
};
