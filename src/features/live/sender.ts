import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { awsClient } from '../../aws.ts';
import type { NumberedEvent } from '../../domain/change-log.ts';
import type { ClosingReason } from '../../domain/live-protocol.ts';
import { ENDPOINT } from './config.ts';
import type { AnswerContent, Frame } from './frame-schemas.ts';

const client = awsClient(
  ENDPOINT,
  (options, env) => new ApiGatewayManagementApiClient({ ...options, endpoint: env.LIVE_ENDPOINT }),
);

/** A frame to send, with its changes as they are stored. */
export type Sent =
  | Exclude<Frame, { type: 'changes' }>
  | { type: 'changes'; changes: readonly NumberedEvent[] }
  | (AnswerContent & { re?: string; clientMutationId?: string });

/** Sends a message to a connection. @returns false when the connection is gone @throws Error when it could not be delivered */
export const send = async (connectionId: string, message: Sent): Promise<boolean> => {
  try {
    await client().send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
    return true;
  } catch (error) {
    if (error instanceof GoneException) return false;
    throw error;
  }
};

/**
 * Closes a connection. It may be gone already.
 * @param reason sent in a last frame, if possible: a function cannot choose the WebSocket's close code.
 * Source:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export const close = async (connectionId: string, reason?: ClosingReason): Promise<void> => {
  if (reason) await send(connectionId, { type: 'closing', reason }).catch(() => false);
  try {
    await client().send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  } catch (error) {
    if (!(error instanceof GoneException)) throw error;
  }
};
