import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';

const connections = new ApiGatewayManagementApiClient({ endpoint: process.env.CONNECTIONS_URL });

/** Sends a message back. */
export const echo = async ({ requestContext: { connectionId }, body }) => {
  await connections.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: body }));
  return { statusCode: 200 };
};
