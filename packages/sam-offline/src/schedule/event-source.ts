import { describeError } from '../failure.ts';
import type { EventSource, EventSourceContext } from '../lambda/event-source.ts';
import { invokeAsynchronously } from '../lambda/invoke-asynchronously.ts';
import type { FunctionPool } from '../lambda/pool.ts';
import { schedulesOf } from '../template/events/registry.ts';
import type { ScheduleEvent } from '../template/schedule/schedule.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import { scheduledEvent } from './scheduled-event.ts';

/** What is later than this, since the machine slept, is left out, as is what was due while the runner was stopped. */
const LATEST_MS = 60_000;

/** How far schedules are carried out. It outlives a reload, so that none of their times falls between two versions. */
type Timetable = {
  /** What was due until then was set off, or left out; epoch milliseconds. */
  doneUntil: number;
};

export type ScheduleContext = EventSourceContext & { timetable: Timetable };

type Scheduled = { schedule: ScheduleEvent; pool: FunctionPool };

/**
 * Sets functions off at the times of their schedules, as EventBridge does. One source for all of them. A rate counts from
 * its StartDate, or else from the beginning of 1970: so neither a restart nor a reload puts its next time off.
 */
export const startSchedules = (context: ScheduleContext, clock: Clock = SYSTEM_CLOCK): EventSource[] => {
  const scheduled = schedulesWithPools(context);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const setOff = ({ schedule, pool }: Scheduled, time: number) => {
    const run = invoke(schedule, pool, time, context)
      .catch((error) => context.logError(describeError(error)))
      .finally(() => running.delete(run));
    running.add(run);
  };
  const ended = follow(scheduled, { ...context, clock, setOff }, stopping.signal);
  const giveWay = () => {
    stopping.abort();
    return ended;
  };
  const stop = async () => {
    await giveWay();
    await Promise.all(running);
  };
  return [{ stop, giveWay }];
};

const schedulesWithPools = ({ application, pools }: ScheduleContext): Scheduled[] =>
  application.functions.flatMap((lambda) =>
    schedulesOf([lambda])
      .filter(({ enabled }) => enabled)
      .map((schedule) => {
        const pool = pools.get(lambda.logicalId);
        if (pool === undefined) throw new TypeError(`${lambda.logicalId} is not deployed`);
        return { schedule, pool };
      }),
  );

type Following = Pick<ScheduleContext, 'timetable'> & { clock: Clock; setOff(due: Scheduled, time: number): void };

/** Sleeps from one time that is due to the next. When `signal` aborts, sets off what is due by then, and ends. */
const follow = async (scheduled: Scheduled[], { timetable, clock, setOff }: Following, signal: AbortSignal) => {
  while (!signal.aborted) {
    const times = scheduled.map(({ schedule }) => schedule.occurrences(timetable.doneUntil));
    const next = Math.min(...times.filter((time) => time !== undefined));
    await clock.sleepUntil(next, signal);
    const now = clock.now();
    const since = Math.max(timetable.doneUntil, now - LATEST_MS);
    timetable.doneUntil = now;
    for (const due of scheduled) {
      const { occurrences } = due.schedule;
      for (let time = occurrences(since); time !== undefined && time <= now; time = occurrences(time))
        setOff(due, time);
    }
  }
};

const invoke = async (
  schedule: ScheduleEvent,
  pool: FunctionPool,
  time: number,
  { application, logError }: ScheduleContext,
): Promise<void> => {
  const outcome = await invokeAsynchronously(pool, scheduledEvent(schedule, application, time));
  if (outcome.type === 'result' || outcome.type === 'unavailable') return;
  const at = new Date(time).toISOString();
  logError(
    `${schedule.path}: what was due at ${at} failed. Lambda would try it twice more, the local runner does not.`,
  );
};
