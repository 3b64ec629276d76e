import { type StreamContext, startStreams } from './dynamodb/streams/event-source.ts';
import { startTimeToLive } from './dynamodb/time-to-live/event-source.ts';
import type { EventSource } from './lambda/event-source.ts';
import { type ScheduleContext, startSchedules } from './schedule/event-source.ts';
import { type QueueContext, startQueues } from './sqs/event-source.ts';

type Context = StreamContext & ScheduleContext & QueueContext;

/** Every kind of event source. */
const kinds: ((context: Context) => EventSource[])[] = [startQueues, startSchedules, startStreams, startTimeToLive];

/** Starts all that the application declares. */
export const startEventSources = (context: Context): EventSource => {
  const sources = kinds.flatMap((start) => start(context));
  return {
    stop: async () => {
      await Promise.all(sources.map((source) => source.stop()));
    },
    giveWay: async () => {
      await Promise.all(sources.map((source) => source.giveWay()));
    },
  };
};
