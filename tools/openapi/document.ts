import * as z from 'zod';
import { GatewayErrorSchema, ProblemSchema } from '../../src/lambda/http/problem-schema.ts';
import { type Route, refusalsOf } from '../../src/lambda/http/route.ts';
import { STATUS } from '../../src/lambda/http/status.ts';
import { Components, type JsonSchema } from './schemas.ts';

/** A function's contract, its route in the template, and whether the route needs a token. */
export type DocumentedRoute = { routeKey: string; route: Route; signedIn: boolean };

const RESPONSE_HEADERS: Record<string, string> = {
  location: 'The path of the new resource',
  etag: 'The strong entity tag of this version, for If-Match and If-None-Match',
  'idempotent-replayed': '"true" when this is the answer to an earlier request with the same key',
  'ratelimit-policy': 'The quota of posts, if there is one: how many (q) in how many seconds (w)',
  ratelimit: 'How many posts of the quota remain (r), for how many seconds (t), if known',
  'retry-after': 'Seconds after which to try again',
  'accept-encoding': 'The content codings allowed for a request’s body: none',
  'www-authenticate': 'The missing credentials',
  'cache-control': 'How long it may be cached',
  'content-security-policy': 'The origins that the page may load from and connect to',
};

const REQUEST_HEADERS: Record<string, string> = {
  'idempotency-key': 'Up to 255 characters of your choice, ideally a UUID; send the same key with every repetition',
  'if-none-match': 'Entity tags of the client’s versions; answers 304 if one is current',
  'if-match': 'Entity tags of the versions that the change is based on; answers 412 if none is current',
  'edit-token': 'The editToken from the answer to the post',
  'accept-encoding': 'gzip for a compressed answer',
};

/** The gateway's own answers, whatever the function does; those of AUTHORIZER only if a route needs a token. */
const GATEWAY: Record<number, string> = { 413: 'Over 10 MB', 429: 'Throttled', 500: 'Failed', 503: 'Unavailable' };
const AUTHORIZER: Record<number, string> = { 401: 'No valid token', 403: 'The token lacks a scope' };

const SECURITY = {
  jwt: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of the OpenID Connect issuer that the stack names; locally: npm run token -- alice',
  },
};

type Code = keyof typeof STATUS;

const problemExample = (code: Code) => {
  const { status, title } = STATUS[code];
  const type = `urn:problem-type:whiteboard:${code}`;
  const requestId = 'c0ffee00-0000-4000-8000-000000000000';
  return { type, title, status, detail: title, instance: '/messages', code, requestId };
};

const headers = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { description: RESPONSE_HEADERS[name], schema: { type: 'string' } }]));

const examplesOf = (schema: z.ZodType) => {
  const examples = (schema.meta()?.examples ?? []) as unknown[];
  return examples.length === 0
    ? {}
    : { examples: Object.fromEntries(examples.map((value, n) => [`example${n + 1}`, { value }])) };
};

const parameters = (components: Components, place: 'path' | 'query' | 'header', schema: z.ZodType | undefined) => {
  const shape = schema instanceof z.ZodObject ? schema.shape : {};
  return Object.entries(shape).map(([name, part]) => {
    const { description, ...json } = components.use(part as z.ZodType, 'input');
    return {
      name,
      in: place,
      required: place === 'path',
      ...((description ?? REQUEST_HEADERS[name]) ? { description: description ?? REQUEST_HEADERS[name] } : {}),
      schema: json,
    };
  });
};

/** A refused request: the function's reasons, and the gateway's own answer with the same status. */
const refusal = (components: Components, codes: Code[], gateway: string | undefined): JsonSchema => {
  const names = codes.flatMap((code) => [...Object.keys(STATUS[code].headers ?? {}), ...(STATUS[code].varying ?? [])]);
  const descriptions = [...codes.map((code) => STATUS[code].title), ...(gateway ? [gateway] : [])];
  return {
    description: descriptions.join('; or: '),
    ...(names.length > 0 && { headers: headers([...new Set(names)]) }),
    content: {
      ...(codes.length > 0 && {
        'application/problem+json': {
          schema: components.use(ProblemSchema, 'output'),
          examples: Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }])),
        },
      }),
      ...(gateway && { 'application/json': { schema: components.use(GatewayErrorSchema, 'output') } }),
    },
  };
};

const responses = (components: Components, { routeKey, route, signedIn }: DocumentedRoute) => {
  const all: Record<string, JsonSchema> = {};
  for (const [status, { description, body, content, headers: names = [] }] of Object.entries(route.success)) {
    const [method, path = ''] = routeKey.split(' ');
    const answer = method === 'HEAD' ? undefined : (content?.[path] ?? (body && { type: 'application/json', body }));
    all[status] = {
      description,
      ...(names.length > 0 && { headers: headers(names) }),
      ...(answer && {
        content: { [answer.type]: { schema: components.use(answer.body, 'output'), ...examplesOf(answer.body) } },
      }),
    };
  }
  const gateway: Record<number, string> = { ...GATEWAY, ...(signedIn && AUTHORIZER) };
  const byStatus = Map.groupBy(refusalsOf(route, signedIn), (code) => STATUS[code].status);
  for (const status of new Set([...byStatus.keys(), ...Object.keys(gateway).map(Number)])) {
    const codes = (byStatus.get(status) ?? []).sort();
    const name = [status, ...codes, ...(gateway[status] ? ['gateway'] : [])].join('-');
    all[status] = components.response(name, () => refusal(components, codes, gateway[status]));
  }
  return all;
};

/** `GET /boards/{boardId}` is `get-boards-boardid`; the root path has the name `page`. */
const operationId = (routeKey: string): string =>
  routeKey
    .replace(/ \/$/, ' /page')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '');

const operation = (components: Components, documented: DocumentedRoute) => {
  const { routeKey, route, signedIn } = documented;
  const { request } = route;
  const inputs = [
    ...parameters(components, 'path', request.path),
    ...parameters(components, 'query', request.query),
    ...parameters(components, 'header', request.headers),
  ];
  return {
    operationId: operationId(routeKey),
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    ...(inputs.length > 0 && { parameters: inputs }),
    ...(request.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: components.use(request.body, 'input'), ...examplesOf(request.body) },
        },
      },
    }),
    ...(signedIn && { security: [{ jwt: [] }] }),
    responses: responses(components, documented),
  };
};

/** The OpenAPI 3.1 document of all routes. Source: https://spec.openapis.org/oas/v3.1.1.html */
export const openApiDocument = (routes: readonly DocumentedRoute[], version: string): JsonSchema => {
  const components = new Components();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const documented of [...routes].sort((a, b) => (a.routeKey < b.routeKey ? -1 : 1))) {
    const [method = '', path = ''] = documented.routeKey.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(components, documented) };
  }
  const info = {
    title: 'Whiteboard',
    version,
    description: 'A shared board of short messages',
    license: { name: 'MIT', identifier: 'MIT' },
  };
  return {
    openapi: '3.1.1',
    info,
    servers: [{ url: '/' }],
    paths,
    components: { securitySchemes: SECURITY, ...components.named() },
  };
};
