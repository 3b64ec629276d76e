import type { EventReader } from '../events/reader.ts';
import type { Fields } from '../fields.ts';
import { ROUTE_SETTINGS, type RouteSettings, routeSettings } from '../route-settings.ts';

/** A route of an HTTP API that invokes the function in which it stands. */
export type HttpApiEvent = {
  type: 'HttpApi';
  /** Where it stands in the template: `HealthFunction.Events.Health`. */
  path: string;
  apiId: string;
  /** `POST /messages`, `ANY /{proxy+}` or `$default`. */
  routeKey: string;
  /** The name of an authorizer of the API, `NONE`, `AWS_IAM`, or undefined where the API's default applies. */
  authorizer: string | undefined;
  /** Of these a token needs one; without any, the authorizer's own apply. */
  scopes: string[];
  /** Milliseconds until the gateway gives up: the integration timeout. */
  timeoutMs: number;
  settings: RouteSettings | undefined;
};

/** The API that SAM makes for the routes that name none. */
export const IMPLICIT_HTTP_API = 'ServerlessHttpApi';

/** HTTP APIs give up after 30 s, and no configuration extends that. */
const LONGEST_MS = 30_000;

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html */
export const httpApiEvent: EventReader<HttpApiEvent> = {
  supports: {
    honours: {
      ApiId: true,
      Auth: { honours: { Authorizer: true, AuthorizationScopes: true } },
      Method: true,
      Path: true,
      PayloadFormatVersion: 'only `2.0`',
      RouteSettings: ROUTE_SETTINGS,
      TimeoutInMillis: true,
    },
  },
  read: (fields) => readHttpApiEvent(fields),
};

const readHttpApiEvent = (fields: Fields): HttpApiEvent => {
  fields.choice('PayloadFormatVersion', ['2.0']);
  const settings = fields.section('RouteSettings');
  const auth = fields.section('Auth');
  return {
    type: 'HttpApi',
    path: fields.path,
    apiId: fields.text('ApiId') ?? IMPLICIT_HTTP_API,
    routeKey: routeKey(fields),
    authorizer: auth?.text('Authorizer'),
    scopes: auth?.texts('AuthorizationScopes') ?? [],
    timeoutMs: fields.integer('TimeoutInMillis', { min: 50, max: LONGEST_MS }) ?? LONGEST_MS,
    settings: settings && routeSettings(settings),
  };
};

/** What SAM itself makes of ANY. */
const ANY_METHOD = 'X-AMAZON-APIGATEWAY-ANY-METHOD';
const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

const routeKey = (fields: Fields): string => {
  // The second is how OpenAPI, and so SAM, writes the first.
  const isDefault = ['$default', '/$default'].includes(fields.text('Path') ?? '');
  const method = (fields.text('Method') ?? (isDefault ? 'ANY' : undefined))?.toUpperCase().replace(ANY_METHOD, 'ANY');
  if (!fields.has('Path') && method === undefined) return '$default';
  const path = fields.requiredText('Path');
  if (method === undefined) throw fields.wrong('Method', 'is missing');
  if (!METHODS.includes(method)) throw fields.wrong('Method', `is ${method}, which no HTTP API knows`);
  if (isDefault && method === 'ANY') return '$default';
  checkPath(path, fields);
  return `${method} ${path}`;
};

/** A `{parameter}` is a whole segment, `{proxy+}` the last one, and each has a name of its own. */
const checkPath = (path: string, fields: Fields): void => {
  if (!path.startsWith('/')) throw fields.wrong('Path', `must start with a slash, not be ${path}`);
  const segments = path.slice(1).split('/');
  const parameters = segments.filter((segment) => /[{}]/.test(segment));
  const wrong = parameters.find((segment) => !/^\{[\w.:-]+\+?\}$/.test(segment));
  if (wrong !== undefined) throw fields.wrong('Path', `is ${path}: ${wrong} is neither text nor one {parameter}`);
  const greedy = segments.findIndex((segment) => segment.endsWith('+}'));
  if (greedy !== -1 && greedy !== segments.length - 1) {
    throw fields.wrong('Path', `is ${path}: nothing can follow ${segments[greedy]}`);
  }
  const names = parameters.map((segment) => segment.replace('+}', '}'));
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw fields.wrong('Path', `is ${path}, which has ${twice} twice`);
};
