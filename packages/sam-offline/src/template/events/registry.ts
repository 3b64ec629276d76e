import { type DynamoDbEvent, dynamoDbEvent } from '../dynamodb/event.ts';
import type { Fields } from '../fields.ts';
import { type HttpApiEvent, httpApiEvent } from '../http-api/event.ts';
import { type ScheduleEvent, scheduleEvent } from '../schedule/schedule.ts';
import { scheduleV2Event } from '../schedule/schedule-v2.ts';
import { type SqsEvent, sqsEvent } from '../sqs/event.ts';
import type { Support } from '../support.ts';

/** What may invoke a function: the `Type` of an entry in its `Events`, and who reads its properties. */
export const eventReaders = {
  DynamoDB: dynamoDbEvent,
  HttpApi: httpApiEvent,
  Schedule: scheduleEvent,
  ScheduleV2: scheduleV2Event,
  SQS: sqsEvent,
};

type EventType = keyof typeof eventReaders;

export type FunctionEvent = ReturnType<(typeof eventReaders)[EventType]['read']>;

const isEventType = (type: string): type is EventType => Object.hasOwn(eventReaders, type);

/** An entry of a function's `Events`; what its `Properties` may be is up to its `Type`. */
export const EVENT: Support = { honours: { Type: true, Properties: true } };

/** Reads a function's `Events`. @throws Failure for an event type that isn't in the registry */
export const readEvents = (functionId: string, events: Fields | undefined): FunctionEvent[] =>
  events === undefined
    ? []
    : events.names().map((name) => readEvent(events.requiredSection(name), `${functionId}${name}`));

/** @param logicalId of what SAM makes of the event */
const readEvent = (event: Fields, logicalId: string): FunctionEvent => {
  const type = event.requiredText('Type');
  if (!isEventType(type)) throw event.wrong('Type', `is ${type}, an event that the local runner cannot honour`);
  const { supports, read } = eventReaders[type];
  const properties = event.optionalSection('Properties').only(`AWS::Serverless::Function ${type} event`, supports);
  return read(properties, logicalId);
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
