import { commonLogTime } from 'sam-offline/http-api';
import { CONNECTION_ID, EXAMPLE, NOW, TICKET } from './example.ts';

const { author, text } = EXAMPLE.words;
const HOST = 'live.example.com';

/** A message of the protocol to each function that takes them. */
const MESSAGES: Record<string, { action: string; [member: string]: unknown }> = {
  'live-subscribe': { action: 'subscribe', id: '1' },
  'live-ping': { action: 'ping', id: '2' },
  'live-change': { action: 'post', id: '3', clientMutationId: '5f0c850a', message: { author, text } },
  'live-cursor': { action: 'cursor', x: 120, y: -40.5 },
  // No route has this action.
  'live-default': { action: 'sing', id: '1' },
};

const requestContext = (specific: { routeKey: string; [member: string]: unknown }) => ({
  ...specific,
  extendedRequestId: 'L0SM9GsFvHcEb1g=',
  requestTime: commonLogTime(new Date(NOW)),
  messageDirection: 'IN',
  stage: 'live',
  connectedAt: NOW,
  requestTimeEpoch: NOW,
  identity: { sourceIp: '192.0.2.1' },
  requestId: 'L0SM9GsFvHcEb1g=',
  domainName: HOST,
  connectionId: CONNECTION_ID,
  apiId: 'api-id',
});

const headers = { headers: { Host: HOST }, multiValueHeaders: { Host: [HOST] } };

const messageEvent = ([name, message]: [string, { action: string }]): [string, object] => {
  const routeKey = name === 'live-default' ? '$default' : message.action;
  const context = requestContext({ routeKey, messageId: 'L0SM9cOFvHcESHA=', eventType: 'MESSAGE' });
  return [name, { requestContext: context, body: JSON.stringify(message), isBase64Encoded: false }];
};

/** An event of the WebSocket API for each function behind it, by the function's name. */
export const SOCKET_EVENTS: Record<string, object> = {
  'live-connect': {
    ...headers,
    queryStringParameters: { ticket: TICKET },
    multiValueQueryStringParameters: { ticket: [TICKET] },
    requestContext: requestContext({ routeKey: '$connect', eventType: 'CONNECT' }),
    isBase64Encoded: false,
  },
  ...Object.fromEntries(Object.entries(MESSAGES).map(messageEvent)),
  'live-disconnect': {
    ...headers,
    requestContext: requestContext({
      routeKey: '$disconnect',
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1000,
      disconnectReason: '',
    }),
    isBase64Encoded: false,
  },
};
