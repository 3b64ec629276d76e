// `npm run events`: events/*.json.

import { commonLogTime } from 'sam-offline/http-api';
import { fillRoute } from '../../tests/support/calls.ts';
import { readTemplate } from '../../tests/support/read-template.ts';
import { httpEvent } from '../../tests/support/request.ts';
import { ALICE, BOB, EXAMPLE, NOW } from '../../tests/support/samples/example.ts';
import { sampleOf } from '../../tests/support/samples/http.ts';
import { QUEUE_EVENTS } from '../../tests/support/samples/queues.ts';
import { SOCKET_EVENTS } from '../../tests/support/samples/socket.ts';
import { STREAM_EVENTS } from '../../tests/support/samples/stream.ts';
import { functionsOf, type TemplateFunction } from '../../tests/support/written-template.ts';
import { runGenerator } from '../generated.ts';

const HOST = 'api.example.com';

/** The claims of an ID token of a Cognito user pool, as an HTTP API passes them on. */
const claimsOf = ({ userId, username }: typeof ALICE, groups?: string): Record<string, string> => ({
  aud: 'client-id',
  auth_time: String(NOW / 1_000 - 200),
  'cognito:username': username,
  email: `${username}@example.com`,
  exp: String(NOW / 1_000 + 3_400),
  iat: String(NOW / 1_000 - 200),
  iss: 'https://issuer.example.com',
  sub: userId,
  token_use: 'id',
  ...(groups && { 'cognito:groups': groups }),
});

/** The sender of each example: Bob accepts an invite, the operator opens the dashboard, the owner sends the rest. */
const SENDERS: Record<string, Record<string, string>> = {
  'accept-invite': claimsOf(BOB),
  'get-dashboard': claimsOf(ALICE, '[admin]'),
};

const headersOf = (name: string, isSignedIn: boolean): Record<string, string> => ({
  accept: name === 'page' ? 'text/html' : '*/*',
  ...(isSignedIn && { authorization: 'Bearer example' }),
  host: HOST,
  ...(name === 'page'
    ? { 'user-agent': 'Mozilla/5.0', 'accept-encoding': 'gzip, br' }
    : { 'user-agent': 'curl/8.5.0' }),
});

const routeEvent = (name: string, [route]: TemplateFunction['routes']): object | undefined => {
  if (!route) return;
  const { key, authorizer } = route;
  const { path: values, headers, query, body } = sampleOf(key, EXAMPLE);
  const { method, path, pathParameters } = fillRoute(key, values);
  const isSignedIn = authorizer !== 'NONE';
  const request = {
    ...{ method, path, route: key },
    ...(query && { query }),
    ...(body !== undefined && { body }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    headers: { ...headersOf(name, isSignedIn), ...headers },
    ...(isSignedIn && { claims: SENDERS[name] ?? claimsOf(ALICE) }),
    ...{ sourceIp: '192.0.2.1', host: HOST },
  };
  const time = { time: commonLogTime(new Date(NOW)), timeEpoch: NOW };
  return httpEvent(request, { apiId: 'api-id', requestId: 'JKJaXmPLvHcESHA=', ...time });
};

const eventOf = ({ name, routes }: TemplateFunction): object => {
  const event = routeEvent(name, routes) ?? SOCKET_EVENTS[name] ?? QUEUE_EVENTS[name] ?? STREAM_EVENTS[name];
  if (!event) throw new Error(`tests/support/samples has nothing for ${name}`);
  return event;
};

await runGenerator(
  { files: 'events/*.json', script: 'events', what: 'an example event for each function of template.yaml' },
  () =>
    Object.fromEntries(
      functionsOf(readTemplate('.')).map((definition) => [
        `events/${definition.name}.json`,
        `${JSON.stringify(eventOf(definition), null, 2)}\n`,
      ]),
    ),
);
