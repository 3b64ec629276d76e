import { startStreams } from '../dynamodb/streams/event-source.ts';
import { startTimeToLive } from '../dynamodb/time-to-live/event-source.ts';
import { startSchedules } from '../schedule/event-source.ts';
import { startQueues } from '../sqs/event-source.ts';
import type { EventSource, EventSourceContext, StartEventSources } from './event-source.ts';

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
