import { type Figures, stateOf } from '../sqs/inspect.ts';
import type { Message } from '../sqs/message.ts';
import type { Redriven } from '../sqs/redrive.ts';
import type { Queue } from '../template/sqs/queue.ts';

/** One line for each queue: what is in it, and whose dead letters those are. */
export const queuesTable = (measured: (readonly [Queue, Figures])[]): string => {
  const queues = measured.map(([queue]) => queue);
  const rows = measured.map(([queue, figures]) => [
    queue.name,
    String(figures.visible),
    String(figures['in flight']),
    String(figures.delayed),
    figures.oldestMs === undefined ? '' : age(figures.oldestMs),
    relation(queue, queues),
  ]);
  return queues.length === 0
    ? 'The template has no queues.'
    : alignedTable(['QUEUE', 'VISIBLE', 'IN FLIGHT', 'DELAYED', 'OLDEST', ''], rows);
};

const relation = ({ arn, deadLetters }: Queue, queues: Queue[]): string => {
  const sources = sourcesOf(arn, queues).map(({ name }) => name);
  const target = queues.find((queue) => queue.arn === deadLetters?.targetArn);
  return [
    ...(sources.length > 0 ? [`dead letters of ${sources.join(', ')}`] : []),
    ...(target && deadLetters ? [`to ${target.name} after ${deadLetters.maxReceiveCount} times`] : []),
  ].join('; ');
};

/** The queues whose dead letters go to the one with this ARN. */
export const sourcesOf = (arn: string, queues: Queue[]): Queue[] =>
  queues.filter(({ deadLetters }) => deadLetters?.targetArn === arn);

/** One line for each message. @param now epoch milliseconds */
export const messagesTable = (queue: Queue, messages: Message[], now: number): string => {
  const rows = messages.map((message) => [
    message.id,
    stateOf(message, now),
    String(message.receiveCount),
    age(now - message.sentAt),
    shortened(message.body),
  ]);
  return rows.length === 0
    ? `${queue.name} is empty.`
    : alignedTable(['MESSAGE', 'STATE', 'RECEIVED', 'AGE', 'BODY'], rows);
};

/** What was moved from one dead-letter queue. */
export const redriveReport = ({ name }: Queue, { moved, stranded }: Redriven, queues: Queue[]): string => {
  const lines = [...moved].map(([arn, count]) => {
    const target = queues.find((queue) => queue.arn === arn);
    return `${messages(count)} moved from ${name} back to ${target?.name}.`;
  });
  if (stranded > 0) lines.push(`${messages(stranded)} stay in ${name}: they come from no queue of the template.`);
  return lines.length === 0 ? `0 messages moved: ${name} has none that is visible.` : lines.join('\n');
};

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);

const LONGEST_BODY = 100;

/** Whoever sends a message must not be able to write to the terminal with it. */
const shortened = (body: string): string => {
  const line = body.replace(/\p{Cc}+/gu, ' ');
  return line.length > LONGEST_BODY ? `${line.slice(0, LONGEST_BODY - 1)}…` : line;
};

const UNITS: [number, string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** In the largest unit of which it has one: `3 h`. */
const age = (milliseconds: number): string => {
  const [size, unit] = UNITS.find(([least]) => milliseconds >= least) ?? [1_000, 's'];
  return `${Math.max(0, Math.floor(milliseconds / size))} ${unit}`;
};

const alignedTable = (head: string[], rows: string[][]): string => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [head, ...rows].map((row) => line(row).trimEnd()).join('\n');
};
