import type { Fields } from '../fields.ts';
import type { Support } from '../support.ts';
import { type DynamoDbEvent, dynamoDbEvent } from './dynamodb.ts';
import { type HttpApiEvent, httpApiEvent } from './http-api.ts';
import { type SqsEvent, sqsEvent } from './sqs.ts';

/** What may invoke a function: the `Type` of an entry in its `Events`, and who reads its properties. */
export const eventReaders = { DynamoDB: dynamoDbEvent, HttpApi: httpApiEvent, SQS: sqsEvent };

type EventType = keyof typeof eventReaders;

export type FunctionEvent = ReturnType<(typeof eventReaders)[EventType]['read']>;

const isEventType = (type: string): type is EventType => Object.hasOwn(eventReaders, type);

/** An entry of a function's `Events`; what its `Properties` may be is up to its `Type`. */
export const EVENT: Support = { honours: { Type: true, Properties: true } };

/** Reads a function's `Events`. @throws Failure for an event type that isn't in the registry */
export const readEvents = (events: Fields | undefined): FunctionEvent[] =>
  (events?.requiredSections() ?? []).map((event) => {
    const type = event.requiredText('Type');
    if (!isEventType(type)) throw event.wrong('Type', `is ${type}, an event that the local runner cannot honour`);
    const { supports, read } = eventReaders[type];
    return read(event.requiredSection('Properties').only(`AWS::Serverless::Function ${type} event`, supports));
  });

/** The routes among the events of functions. */
export const routesOf = (functions: { events: FunctionEvent[] }[]): HttpApiEvent[] =>
  functions.flatMap(({ events }) => events).filter((event) => event.type === 'HttpApi');

/** The streams among the events of functions, disabled ones too. */
export const streamsOf = (functions: { events: FunctionEvent[] }[]): DynamoDbEvent[] =>
  functions.flatMap(({ events }) => events).filter((event) => event.type === 'DynamoDB');

/** The queues among the events of a function. */
export const queueEventsOf = ({ events }: { events: FunctionEvent[] }): SqsEvent[] =>
  events.filter((event) => event.type === 'SQS');
