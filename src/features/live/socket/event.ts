/** What the functions read of an event of the WebSocket API.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html */
export type SocketEvent = {
  requestContext: { connectionId: string; routeKey: string; identity: { sourceIp: string } };
  queryStringParameters?: Record<string, string>;
  /** Of messages alone: text. */
  body?: string;
};
