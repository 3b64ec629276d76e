import type { Queue } from '../template/sqs/queue.ts';
import type { Message } from './message.ts';

/** What SQS itself says of a received message, times in epoch milliseconds. */
export const systemAttributes = (message: Message, { arn }: Queue): Record<string, string> => ({
  ApproximateReceiveCount: String(message.receiveCount),
  SentTimestamp: String(message.sentAt),
  // In AWS the id of who sent it; here everybody is the account.
  SenderId: arn.split(':')[4] ?? '',
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  ...(message.sourceArn !== undefined && { DeadLetterQueueSourceArn: message.sourceArn }),
});
