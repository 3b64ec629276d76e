import type { Fields } from '../fields.ts';
import { type DynamoDbEvent, readDynamoDbEvent } from './dynamodb.ts';
import { type HttpApiEvent, readHttpApiEvent } from './http-api.ts';
import { readSqsEvent, type SqsEvent } from './sqs.ts';

/** What may invoke a function: the `Type` of an entry in its `Events`, and who reads its properties. */
const readers = { DynamoDB: readDynamoDbEvent, HttpApi: readHttpApiEvent, SQS: readSqsEvent };

export type FunctionEvent = ReturnType<(typeof readers)[keyof typeof readers]>;

const isEventType = (type: string): type is keyof typeof readers => type in readers;

/** Reads a function's `Events`. @throws Failure for an event type that isn't in the registry */
export const readEvents = (events: Fields | undefined): FunctionEvent[] =>
  (events?.requiredSections() ?? []).map((event) => {
    event.only('AWS::Serverless::Function event', ['Type', 'Properties']);
    const type = event.requiredText('Type');
    if (!isEventType(type)) throw event.wrong('Type', `is ${type}, an event that the local runner cannot honour`);
    return readers[type](event.optionalSection('Properties'));
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
