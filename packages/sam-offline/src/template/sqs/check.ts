import { Failure } from '../../failure.ts';
import { queueEventsOf } from '../events/registry.ts';
import type { LambdaFunction } from '../lambda/function.ts';
import type { Queue } from './queue.ts';

/**
 * What only the whole application shows: queues have names of their own, dead letters go to a queue that takes them,
 * and whoever receives from a queue is done before its messages are visible again.
 * @throws Failure naming the queue, or the function and its event
 */
export const checkQueues = ({ queues, functions }: { queues: Queue[]; functions: LambdaFunction[] }): void => {
  const byArn = new Map<string, Queue>();
  for (const queue of queues) {
    const other = byArn.get(queue.arn);
    if (other) throw new Failure(`${queue.logicalId}.QueueName is ${queue.name}, as ${other.logicalId}'s is.`);
    byArn.set(queue.arn, queue);
  }
  for (const queue of queues) checkDeadLetters(queue, byArn);
  for (const lambda of functions) checkEvents(lambda, byArn);
};

const checkDeadLetters = ({ logicalId, arn, deadLetters }: Queue, byArn: Map<string, Queue>): void => {
  if (deadLetters === undefined) return;
  const where = `${logicalId}.RedrivePolicy.deadLetterTargetArn`;
  const target = byArn.get(deadLetters.targetArn);
  if (target === undefined)
    throw new Failure(
      `${where} is ${deadLetters.targetArn}, which is no queue of the template; the local runner has no other.`,
    );
  if (target.arn === arn) throw new Failure(`${where} is the queue itself.`);
  if (target.allowedSources !== 'all' && !target.allowedSources.includes(arn)) {
    throw new Failure(`${where} is ${target.logicalId}, whose RedriveAllowPolicy does not allow it.`);
  }
};

const checkEvents = (lambda: LambdaFunction, byArn: Map<string, Queue>): void => {
  for (const { path, queueArn } of queueEventsOf(lambda)) {
    const queue = byArn.get(queueArn);
    if (queue === undefined)
      throw new Failure(
        `${path}.Queue is ${queueArn}, which is no queue of the template; the local runner has no other.`,
      );
    if (queue.visibilitySeconds >= lambda.timeout) continue;
    throw new Failure(
      `${queue.logicalId}.VisibilityTimeout is ${queue.visibilitySeconds} s, less than the ${lambda.timeout} s that ` +
        `${lambda.logicalId} may take (Timeout): a message in hand would be received again.`,
    );
  }
};
