import middy from '@middy/core';
import type * as z from 'zod';
import type { Caller } from '../../../domain/actor.ts';
import { IDEMPOTENCY_KEY_MAX_LENGTH, SOCKET_ID_MAX_LENGTH } from '../../../domain/limits.ts';
import { type Connection, callerOf } from '../../../domain/live.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { nowInSeconds } from '../../../domain/time.ts';
import { prepare } from '../../../environment.ts';
import { problemOf } from '../../../lambda/http/problem.ts';
import { requestLog } from '../../../lambda/http/request-log.ts';
import { parseBody } from '../../../lambda/http/validation.ts';
import { describeError, log } from '../../../observability.ts';
import { getConnection } from '../../../table/connection.ts';
import { deliver } from '../deliver.ts';
import type { AnswerContent } from '../frame-schemas.ts';
import { close } from '../sender.ts';
import type { SocketEvent, SocketHandler } from './lifecycle.ts';

/** The input of an action: the valid message, its connection, and the person as a caller. */
type Request<Body> = { body: Body; connection: Connection; caller: Caller };

type Options<Schema extends z.ZodType> = {
  schema: Schema | ((connection: Connection) => Schema);
  /** @returns the answer, without its `re`; undefined for none */
  work: (request: Request<z.output<Schema>>) => Promise<AnswerContent | undefined>;
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('malformed-json', 'The message is not JSON. Send an object such as {"action":"ping"}.');
  }
};

/** Whether a value may be repeated in the answer. Longer names are refused, and not sent back. */
const isName = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && value.isWellFormed();

/** The names by which the answer refers to a message, even if nothing else in it is valid. */
const namesOf = (text: string): { re?: string; clientMutationId?: string } => {
  try {
    const { id, clientMutationId } = JSON.parse(text);
    return {
      ...(isName(id, SOCKET_ID_MAX_LENGTH) && { re: id }),
      // The key may have quotation marks around it.
      ...(isName(clientMutationId, IDEMPOTENCY_KEY_MAX_LENGTH + 2) && { clientMutationId }),
    };
  } catch {
    return {};
  }
};

/** The connection of a message. A connection that is unknown to the table or has expired is closed. */
const findConnection = async (connectionId: string): Promise<Connection | undefined> => {
  const connection = await getConnection(connectionId);
  if (connection && connection.expiresAt > nowInSeconds()) return connection;
  await close(connectionId, 'connection-over');
  return undefined;
};

/**
 * The middy stack of an action: finds the connection, checks the message, runs the action, answers. A refused message
 * gets the same problem as over HTTP; the connection stays open.
 */
export const action = <Schema extends z.ZodType>({ schema, work }: Options<Schema>): SocketHandler => {
  prepare();
  return middy<SocketEvent, { statusCode: number }>()
    .use(requestLog())
    .handler(async ({ requestContext, body = '' }, context) => {
      const connection = await findConnection(requestContext.connectionId);
      if (!connection) return { statusCode: 410 };
      try {
        const checked = parseBody(typeof schema === 'function' ? schema(connection) : schema, json(body));
        const caller = callerOf(connection.caller, requestContext.identity.sourceIp);
        const answer = await work({ body: checked as z.output<Schema>, connection, caller });
        if (answer) await deliver(connection, [{ ...answer, ...namesOf(body) }]);
        return { statusCode: 200 };
      } catch (error) {
        const problem = problemOf(error, requestContext.routeKey, context.awsRequestId);
        if (problem.status >= 500) log.error({ event: 'action-failed', error: describeError(error) });
        await deliver(connection, [{ type: 'refused', ...namesOf(body), problem }]);
        return { statusCode: problem.status };
      }
    }) as unknown as SocketHandler;
};
