import { randomUUID } from 'node:crypto';
import type { StackEnvironment } from '../template/resources/reader.ts';
import type { ScheduleEvent } from '../template/schedule/schedule.ts';

/**
 * What a schedule gives its function at a time.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 * @param time in epoch milliseconds
 */
export const scheduledEvent = (
  schedule: ScheduleEvent,
  { region, accountId }: StackEnvironment,
  time: number,
): unknown => {
  const [service, detail] = schedule.type === 'Schedule' ? ['events', {}] : ['scheduler', '{}'];
  const [id, arn] = [randomUUID(), `arn:aws:${service}:${region}:${accountId}:${schedule.resource}`];
  const seconds = new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
  if (schedule.input === undefined) {
    const head = { version: '0', id, 'detail-type': 'Scheduled Event', source: `aws.${service}`, account: accountId };
    return { ...head, time: seconds, region, resources: [arn], detail };
  }
  if (schedule.type === 'Schedule') return JSON.parse(schedule.input);
  const attributes: Record<string, string> = {
    'schedule-arn': arn,
    'scheduled-time': seconds,
    'execution-id': id,
    'attempt-number': '1',
  };
  return JSON.parse(schedule.input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (text, name) => attributes[name] ?? text));
};
