import middy from '@middy/core';
import type * as z from 'zod';
import type { Caller } from '../../../domain/actor.ts';
import { IDEMPOTENCY_KEY_MAX_LENGTH, SOCKET_ID_MAX_LENGTH } from '../../../domain/limits.ts';
import { type Connection, callerOf } from '../../../domain/live.ts';
import { nowInSeconds } from '../../../domain/message.ts';
import { Refusal } from '../../../domain/refusal.ts';
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

/** What an action works with: its valid message, whose connection it came by, and the same person as a caller. */
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

/** A name that comes back: what is longer is refused, and no reason to send that much. */
const isName = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && value.isWellFormed();

/** What of a message names it in its answer, even if nothing else in it is right. */
const namesOf = (text: string): { re?: string; clientMutationId?: string } => {
  try {
    const { id, clientMutationId } = JSON.parse(text);
    return {
      ...(isName(id, SOCKET_ID_MAX_LENGTH) && { re: id }),
      // With the quotation marks that a key may have around it.
      ...(isName(clientMutationId, IDEMPOTENCY_KEY_MAX_LENGTH + 2) && { clientMutationId }),
    };
  } catch {
    return {};
  }
};

/** The connection that a message came by; one that the table does not know, or whose time is over, is closed. */
const findConnection = async (connectionId: string): Promise<Connection | undefined> => {
  const connection = await getConnection(connectionId);
  if (connection && connection.expiresAt > nowInSeconds()) return connection;
  await close(connectionId, 'connection-over');
  return undefined;
};

/**
 * The middy stack of an action: finds the connection, checks the message, works, answers. What is refused is answered with the
 * problem that the HTTP API would answer; the connection stays.
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
