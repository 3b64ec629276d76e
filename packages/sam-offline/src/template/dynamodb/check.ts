import { Failure } from '../../failure.ts';
import { streamsOf } from '../events/registry.ts';
import type { LambdaFunction } from '../lambda/function.ts';
import type { StackEnvironment } from '../resources/reader.ts';
import type { Queue } from '../sqs/queue.ts';
import type { DynamoDbEvent } from './event.ts';
import { type Table, table } from './table.ts';

type Streaming = StackEnvironment & { tables: Table[]; functions: LambdaFunction[] };
type Checked = Streaming & { queues: Queue[] };

/** The table whose stream an event reads. @throws Failure when it is none of the template's */
export const streamedTable = (event: DynamoDbEvent, { tables, ...environment }: Streaming): Table => {
  const found = tables.find(({ name }) => table.attributes(name, environment).StreamArn === event.streamArn);
  if (found) return found;
  throw new Failure(
    `${event.path}.Stream is ${event.streamArn}, which is no stream of a table of the template; the local runner has no other.`,
  );
};

/**
 * What only the whole application shows: every stream that a function reads is that of a table which has one, and what
 * is discarded goes to a queue that is there.
 * @throws Failure naming the function and its event
 */
export const checkStreams = (application: Checked): void => {
  for (const event of streamsOf(application.functions)) {
    const { definition, logicalId } = streamedTable(event, application);
    if (definition.StreamSpecification === undefined) {
      throw new Failure(`${event.path}.Stream is the stream of ${logicalId}, which has no StreamSpecification.`);
    }
    const { onFailureQueueArn: arn, path } = event;
    if (arn !== undefined && !application.queues.some((queue) => queue.arn === arn)) {
      throw new Failure(
        `${path}.DestinationConfig.OnFailure.Destination is ${arn}, which is no queue of the template; the local runner has no other.`,
      );
    }
  }
};
