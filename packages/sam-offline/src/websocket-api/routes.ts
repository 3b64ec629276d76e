import { STATUS_CODES } from 'node:http';
import type { AccessLogEntry } from '../gateway/access-log.ts';
import { type GatewayRequest, gatewayRequestId } from '../gateway/request.ts';
import type { End, Peer } from './connections.ts';
import { connectEvent, disconnectEvent, messageEvent } from './event.ts';
import type { Admission } from './handshake.ts';
import type { RouteAnswer, WebSocketStage } from './stage.ts';

/** What events are handed over with. */
export type RouteContext = {
  stage: WebSocketStage;
  /** Epoch milliseconds */
  now(): number;
  log(entry: AccessLogEntry): void;
};

/**
 * Why the gateway answers itself: the statuses that a handshake is refused with, and the text of the answer, which to a
 * message is all that the client sees.
 */
const OWN_ANSWERS = {
  'no-route': [403, 'Forbidden'],
  throttled: [429, 'Too Many Requests'],
  failed: [502, 'Internal server error'],
  'timed-out': [504, 'Endpoint request timed out'],
} as const;

/** Asks the function behind `$connect` whether a client may connect; without one, everybody may. */
export const connect = async (
  { stage, now, log }: RouteContext,
  peer: Peer,
  request: GatewayRequest,
  rawHeaders: string[],
): Promise<Admission> => {
  const started = performance.now();
  const { requestId, encodedPath } = request;
  const context = { peer, stage: stage.identity, requestId, time: now() };
  const answer = await stage.call('$connect', connectEvent(context, request, rawHeaders));
  const { functionName } = answer;
  const status = statusOf(answer);
  const isAdmitted = answer.type === 'no-route' || (status >= 200 && status < 300);
  const logged = isAdmitted ? 101 : status;
  log({ method: 'CONNECT', encodedPath, status: logged, durationMs: performance.now() - started, functionName });
  if (!isAdmitted) return refusal(peer, requestId, status, textOf(answer));
  const protocol = answer.type === 'answered' ? answer.headers.get('sec-websocket-protocol') : undefined;
  return { isAdmitted, protocol };
};

/** A handshake refused with a status; the body is the gateway's own, whatever a function has answered. */
export const refusal = (peer: Peer, requestId: string, status: number, message: string): Admission => ({
  isAdmitted: false,
  status,
  body: ownAnswer(peer, requestId, message),
});

/**
 * Hands a message to the function behind the route that it selects. What the function answers goes nowhere.
 * @returns what the gateway itself has to say, if anything
 */
export const message = async (
  { stage, now, log }: RouteContext,
  peer: Peer,
  body: string,
): Promise<string | undefined> => {
  const started = performance.now();
  const routeKey = stage.select(body);
  const requestId = gatewayRequestId();
  const context = { peer, stage: stage.identity, requestId, time: now() };
  const answer = await stage.call(routeKey, messageEvent(context, routeKey, body));
  const { functionName } = answer;
  const status = statusOf(answer);
  log({ method: 'MESSAGE', encodedPath: routeKey, status, durationMs: performance.now() - started, functionName });
  return answer.type === 'answered' ? undefined : ownAnswer(peer, requestId, textOf(answer));
};

/** Tells the function behind `$disconnect`, if there is one, that a connection has ended. */
export const disconnect = async ({ stage, now, log }: RouteContext, peer: Peer, end: End): Promise<void> => {
  const started = performance.now();
  const context = { peer, stage: stage.identity, requestId: gatewayRequestId(), time: now() };
  const answer = await stage.call('$disconnect', disconnectEvent(context, end));
  const { functionName } = answer;
  const status = answer.type === 'no-route' ? 200 : statusOf(answer);
  const durationMs = performance.now() - started;
  log({ method: 'DISCONNECT', encodedPath: String(end.code), status, durationMs, functionName });
};

const statusOf = (answer: RouteAnswer): number =>
  answer.type === 'answered' ? answer.status : OWN_ANSWERS[answer.type][0];

const textOf = (answer: RouteAnswer): string =>
  answer.type === 'answered' ? (STATUS_CODES[answer.status] ?? 'Forbidden') : OWN_ANSWERS[answer.type][1];

const ownAnswer = (peer: Peer, requestId: string, text: string): string =>
  JSON.stringify({ message: text, connectionId: peer.id, requestId });
