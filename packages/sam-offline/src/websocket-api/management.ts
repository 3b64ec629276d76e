import type { IncomingMessage } from 'node:http';
import { readBody } from '../wire/body.ts';
import { strangerFault } from '../wire/strangers.ts';
import type { Connection, Connections, End } from './connections.ts';
import { MESSAGE_BYTES } from './frames.ts';

/** An answer of the management API; `errorType` is the exception that the SDK makes of it. */
export type ManagementAnswer = { status: number; errorType?: string; body: string };

const CLOSED: End = { code: 1000, reason: 'Connection Closed Normally' };

const FORBIDDEN: ManagementAnswer = failure(403, 'ForbiddenException', 'Forbidden');
const TOO_LARGE: ManagementAnswer = failure(413, 'PayloadTooLargeException', 'Message too long');
/** What strangers are answered, of which this API's own reference has the second alone. */
const STRANGERS = { unsigned: 'MissingAuthenticationTokenException', 'access-denied': 'ForbiddenException' };
/** A connection that is closed, was never there, or whose `$connect` is still running: AWS doesn't tell them apart. */
const GONE: ManagementAnswer = failure(410, 'GoneException', 'Gone');

/**
 * Answers a request of the API Gateway Management API, whose paths are `/<stage>/@connections/<id>`. A request
 * has to be signed, but there is no IAM here that would check by whom.
 * https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/resources.html
 * @param stage the name of the one there is @param accessKeyIds of the clients that are served
 * @returns undefined when nobody waits for an answer any more
 */
export const manage = async (
  incoming: IncomingMessage,
  connections: Connections,
  { stage, accessKeyIds }: { stage: string | undefined; accessKeyIds: string[] },
): Promise<ManagementAnswer | undefined> => {
  const id = connectionId(incoming.url ?? '', stage);
  if (id === undefined) return FORBIDDEN;
  const fault = strangerFault(incoming.headers, accessKeyIds);
  if (fault) return failure(403, STRANGERS[fault.reason], fault.message);
  switch (incoming.method) {
    case 'POST':
      return post(incoming, id, connections);
    case 'GET':
      return describe(connections.get(id));
    case 'DELETE':
      if (connections.get(id) === undefined) return GONE;
      connections.end(id, CLOSED);
      return { status: 204, body: '' };
    default:
      return FORBIDDEN;
  }
};

/** Ids end with `=`, which comes percent-encoded. */
const connectionId = (url: string, stage: string | undefined): string | undefined => {
  const [, named, encoded] = /^\/([^/?]+)\/@connections\/([^/?]+)(?:\?.*)?$/.exec(url) ?? [];
  if (stage === undefined || named !== stage || encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
};

const post = async (
  incoming: IncomingMessage,
  id: string,
  connections: Connections,
): Promise<ManagementAnswer | undefined> => {
  const body = await readBody(incoming);
  if (body === 'aborted') return undefined;
  if (body === 'too-large' || body.length > MESSAGE_BYTES) return TOO_LARGE;
  if (connections.get(id) === undefined) return GONE;
  connections.send(id, body.toString());
  return { status: 200, body: '' };
};

const describe = (connection: Connection | undefined): ManagementAnswer => {
  if (connection === undefined) return GONE;
  const { connectedAt, lastActiveAt, identity } = connection;
  const times = {
    connectedAt: new Date(connectedAt).toISOString(),
    lastActiveAt: new Date(lastActiveAt).toISOString(),
  };
  // AWS's model of the answer requires both of its members.
  return { status: 200, body: JSON.stringify({ ...times, identity: { userAgent: '', ...identity } }) };
};

function failure(status: number, errorType: string, message: string): ManagementAnswer {
  return { status, errorType, body: JSON.stringify({ message }) };
}
