import { commonLogTime, traceId } from '../gateway/event.ts';
import { type GatewayRequest, gatewayRequestId, isHopByHop } from '../gateway/request.ts';
import type { End, Peer } from './connections.ts';

/** The API and its stage, as every event names them. */
export type StageIdentity = { apiId: string; stage: string };

/** What all events of a connection have in common. */
export type EventContext = {
  peer: Peer;
  stage: StageIdentity;
  /** In API Gateway's form. */
  requestId: string;
  /** Epoch milliseconds */
  time: number;
};

type NamedValue = [name: string, value: string];

/**
 * The event of `$connect`. Header names are as the client wrote them; a query that isn't there is absent.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
 * @param rawHeaders names and values in turn, as Node has them
 */
export const connectEvent = (context: EventContext, request: GatewayRequest, rawHeaders: string[]): object => {
  const headers = grouped([...clientHeaders(rawHeaders), ...gatewayHeaders(context, request)]);
  const query = [...new URLSearchParams(request.rawQueryString)];
  const parameters = query.length > 0 ? grouped(query) : undefined;
  return {
    headers: headers.last,
    multiValueHeaders: headers.all,
    ...(parameters && {
      queryStringParameters: parameters.last,
      multiValueQueryStringParameters: parameters.all,
    }),
    requestContext: requestContext(context, { routeKey: '$connect', eventType: 'CONNECT' }),
    isBase64Encoded: false,
  };
};

/** The event of a message: it carries no headers, and its body is always text. */
export const messageEvent = (context: EventContext, routeKey: string, body: string): object => ({
  requestContext: requestContext(context, { routeKey, messageId: gatewayRequestId(), eventType: 'MESSAGE' }),
  body,
  isBase64Encoded: false,
});

/** The event of `$disconnect`. Of its headers only the host has a value. */
export const disconnectEvent = (context: EventContext, { code, reason }: End): object => {
  const headers = grouped([
    ['Host', context.peer.domainName],
    ['x-api-key', ''],
    ['X-Forwarded-For', ''],
    ['x-restapi', ''],
  ]);
  const disconnected = { disconnectStatusCode: code, disconnectReason: reason };
  return {
    headers: headers.last,
    multiValueHeaders: headers.all,
    requestContext: requestContext(context, { routeKey: '$disconnect', eventType: 'DISCONNECT', ...disconnected }),
    isBase64Encoded: false,
  };
};

const requestContext = ({ peer, stage, requestId, time }: EventContext, specific: object): object => ({
  ...specific,
  extendedRequestId: requestId,
  requestTime: commonLogTime(new Date(time)),
  messageDirection: 'IN',
  stage: stage.stage,
  connectedAt: peer.connectedAt,
  requestTimeEpoch: time,
  identity: peer.identity,
  requestId,
  domainName: peer.domainName,
  connectionId: peer.id,
  apiId: stage.apiId,
});

const clientHeaders = (rawHeaders: string[]): NamedValue[] => {
  const pairs: NamedValue[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    // Node hands bytes over as Latin-1; senders mean UTF-8.
    pairs.push([rawHeaders[index] ?? '', Buffer.from(rawHeaders[index + 1] ?? '', 'latin1').toString()]);
  }
  return pairs.filter(([name]) => !isHopByHop(name) && !ADDED.includes(name.toLowerCase()));
};

const ADDED = ['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];

/** What API Gateway adds on the way: who called, and a trace id. */
const gatewayHeaders = ({ peer, time }: EventContext, { headers }: GatewayRequest): NamedValue[] => [
  ['X-Amzn-Trace-Id', headers['x-amzn-trace-id'] ?? traceId(time)],
  ['X-Forwarded-For', [headers['x-forwarded-for'], peer.identity.sourceIp].filter(Boolean).join(', ')],
  ['X-Forwarded-Port', /:(\d+)$/.exec(peer.domainName)?.[1] ?? '80'],
  ['X-Forwarded-Proto', 'http'],
];

/** Of a repeated name, one map has the last value and the other has all. */
const grouped = (pairs: NamedValue[]) => {
  const all = new Map<string, string[]>();
  for (const [name, value] of pairs) all.set(name, [...(all.get(name) ?? []), value]);
  return { last: Object.fromEntries(pairs), all: Object.fromEntries(all) };
};
