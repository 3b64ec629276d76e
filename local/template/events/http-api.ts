import type { Fields } from '../fields.ts';
import { type RouteSettings, routeSettings } from '../route-settings.ts';

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

/** HTTP APIs give up after 30 s, and no configuration extends that. */
const LONGEST_MS = 30_000;

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html */
export const readHttpApiEvent = (fields: Fields): HttpApiEvent => {
  const type = 'AWS::Serverless::Function HttpApi event';
  fields.only(type, ['ApiId', 'Auth', 'Method', 'Path', 'PayloadFormatVersion', 'RouteSettings', 'TimeoutInMillis']);
  fields.choice('PayloadFormatVersion', ['2.0']);
  const settings = fields.section('RouteSettings');
  const auth = fields.section('Auth')?.only(`${type} auth`, ['Authorizer', 'AuthorizationScopes']);
  return {
    type: 'HttpApi',
    path: fields.path,
    // SAM would make an API of its own for a route without one; a route that says where it belongs is clearer.
    apiId: fields.requiredText('ApiId'),
    routeKey: routeKey(fields),
    authorizer: auth?.text('Authorizer'),
    scopes: auth?.texts('AuthorizationScopes') ?? [],
    timeoutMs: fields.integer('TimeoutInMillis', { min: 50, max: LONGEST_MS }) ?? LONGEST_MS,
    settings: settings && routeSettings(settings),
  };
};

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

const routeKey = (fields: Fields): string => {
  if (!fields.has('Method') && (!fields.has('Path') || fields.text('Path') === '$default')) return '$default';
  const path = fields.requiredText('Path');
  if (!path.startsWith('/')) throw fields.wrong('Path', `must start with a slash, not be ${path}`);
  const method = fields.requiredText('Method').toUpperCase();
  if (!METHODS.includes(method)) throw fields.wrong('Method', `is ${method}, which no HTTP API knows`);
  return `${method} ${path}`;
};
