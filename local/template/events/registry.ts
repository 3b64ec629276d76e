import type { Fields } from '../fields.ts';
import { type DynamoDbEvent, readDynamoDbEvent } from './dynamodb.ts';
import { type HttpApiEvent, readHttpApiEvent } from './http-api.ts';
import { readScheduleEvent, type ScheduleEvent } from './schedule.ts';
import { readScheduleV2Event } from './schedule-v2.ts';
import { readSqsEvent, type SqsEvent } from './sqs.ts';

/** What may invoke a function: the `Type` of an entry in its `Events`, and who reads its properties. */
const readers = {
  DynamoDB: readDynamoDbEvent,
  HttpApi: readHttpApiEvent,
  Schedule: readScheduleEvent,
  ScheduleV2: readScheduleV2Event,
  SQS: readSqsEvent,
};

export type FunctionEvent = ReturnType<(typeof readers)[keyof typeof readers]>;

const isEventType = (type: string): type is keyof typeof readers => type in readers;

/** Reads a function's `Events`. @throws Failure for an event type that isn't in the registry */
export const readEvents = (functionId: string, events: Fields | undefined): FunctionEvent[] =>
  events === undefined
    ? []
    : events.names().map((name) => readEvent(events.requiredSection(name), `${functionId}${name}`));

/** @param logicalId of what SAM makes of the event */
const readEvent = (event: Fields, logicalId: string): FunctionEvent => {
  event.only('AWS::Serverless::Function event', ['Type', 'Properties']);
  const type = event.requiredText('Type');
  if (!isEventType(type)) throw event.wrong('Type', `is ${type}, an event that the local runner cannot honour`);
  return readers[type](event.requiredSection('Properties'), logicalId);
};

/** The routes among the events of functions. */
export const routesOf = (functions: { events: FunctionEvent[] }[]): HttpApiEvent[] =>
  functions.flatMap(({ events }) => events).filter((event) => event.type === 'HttpApi');

/** The streams among the events of functions, disabled ones too. */
export const streamsOf = (functions: { events: FunctionEvent[] }[]): DynamoDbEvent[] =>
  functions.flatMap(({ events }) => events).filter((event) => event.type === 'DynamoDB');

/** The schedules among the events of functions, disabled ones too. */
export const schedulesOf = (functions: { events: FunctionEvent[] }[]): ScheduleEvent[] =>
  functions.flatMap(({ events }) => events).filter(isSchedule);

const isSchedule = (event: FunctionEvent): event is ScheduleEvent =>
  event.type === 'Schedule' || event.type === 'ScheduleV2';

/** The queues among the events of a function. */
export const queueEventsOf = ({ events }: { events: FunctionEvent[] }): SqsEvent[] =>
  events.filter((event) => event.type === 'SQS');
