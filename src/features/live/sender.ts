import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { awsClient } from '../../aws.ts';
import { ENDPOINT } from './config.ts';

const client = awsClient(
  ENDPOINT,
  (options, env) => new ApiGatewayManagementApiClient({ ...options, endpoint: env.LIVE_ENDPOINT }),
);

/** Sends a message to a connection. @returns false when the connection is gone @throws Error when it could not be delivered */
export const send = async (connectionId: string, message: object): Promise<boolean> => {
  try {
    await client().send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
    return true;
  } catch (error) {
    if (error instanceof GoneException) return false;
    throw error;
  }
};

/** Closes a connection; one that is gone already stays so. */
export const close = async (connectionId: string): Promise<void> => {
  try {
    await client().send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  } catch (error) {
    if (!(error instanceof GoneException)) throw error;
  }
};
