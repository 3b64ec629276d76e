import type { EventSource, EventSourceContext, StartEventSources } from './event-source.ts';
import { startQueues } from './queues.ts';
import { startSchedules } from './schedules.ts';
import { startStreams } from './streams.ts';
import { startTimeToLive } from './time-to-live.ts';

/** Every kind of event source, one file of this folder each. */
const kinds: StartEventSources[] = [startQueues, startSchedules, startStreams, startTimeToLive];

/** Starts all that the application declares. */
export const startEventSources = (context: EventSourceContext): EventSource => {
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
