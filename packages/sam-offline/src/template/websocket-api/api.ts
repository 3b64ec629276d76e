import type { Fields } from '../fields.ts';
import type { ResourceReader } from '../resources/reader.ts';
import { ROUTE_SETTINGS, type RouteSettings, routeSettings } from '../route-settings.ts';
import type { Support } from '../support.ts';
import { type RouteSelection, routeSelection } from './route-selection.ts';

/** A WebSocket API with its one stage. */
export type WebSocketApi = {
  logicalId: string;
  stageName: string;
  routeSelection: RouteSelection;
  /** By route key: `$connect`, `$disconnect`, `$default`, and what messages may select. */
  routes: Map<string, WebSocketRoute>;
  defaultSettings: RouteSettings;
  /** By route key. */
  routeSettings: Map<string, RouteSettings>;
};

type WebSocketRoute = {
  /** Where it stands in the template: `WebSocketApi.Routes.ping`. */
  path: string;
  functionArn: string;
  /** Milliseconds until the gateway gives up: the integration timeout. */
  timeoutMs: number;
};

/** WebSocket APIs give up after 29 s, and no configuration extends that. */
const LONGEST_MS = 29_000;

const ROUTE: Support = {
  honours: { FunctionArn: true, IntegrationTimeout: true },
  ignores: { 'text for people': ['OperationName'] },
  refuses: {
    RouteResponseSelectionExpression:
      'answers only with an AWS::ApiGatewayV2::RouteResponse beside it, which SAM does not make; ' +
      'the function can post to @connections instead',
  },
};

const SETTINGS: Support = {
  honours: ROUTE_SETTINGS.honours,
  ignores: { ...ROUTE_SETTINGS.ignores, 'execution logs': ['DataTraceEnabled', 'LoggingLevel'] },
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html */
export const webSocketApi: ResourceReader<WebSocketApi> = {
  type: 'AWS::Serverless::WebSocketApi',
  supports: {
    honours: {
      Auth: { honours: { AuthType: 'only `NONE`' } },
      DefaultRouteSettings: SETTINGS,
      Routes: { mapOf: ROUTE },
      RouteSelectionExpression: 'only `$request.body.<name>`',
      RouteSettings: { mapOf: SETTINGS },
      StageName: true,
    },
    ignores: {
      'connections and messages are logged to the terminal in a readable form instead': ['AccessLogSettings'],
      'text for people': ['Description', 'Name'],
      'there are no models to validate by': ['DisableSchemaValidation'],
      'warnings of an import': ['FailOnWarnings'],
      'of a domain name in AWS': ['IpAddressType'],
      'there is no bill': ['PropagateTags', 'Tags'],
    },
  },
  attributes: (name, { webSocketEndpoint }) => ({
    ApiId: name,
    ApiEndpoint: webSocketEndpoint.replace(/^http/, 'ws'),
  }),
  read: (logicalId, _name, properties) => {
    properties.section('Auth')?.choice('AuthType', ['NONE']);
    const routes = properties.requiredSection('Routes');
    if (properties.section('Auth')?.has('AuthType') && !routes.has('$connect')) {
      throw properties.wrong('Auth', 'needs a route $connect, which is what SAM guards');
    }
    const defaults = properties.section('DefaultRouteSettings');
    const settings = properties.section('RouteSettings');
    if (routes.names().length === 0) throw properties.wrong('Routes', 'has no route');
    return {
      logicalId,
      stageName: stageName(properties),
      routeSelection: routeSelection(properties),
      routes: new Map(routes.names().map((key) => [checkedKey(routes, key), route(routes.requiredSection(key))])),
      defaultSettings: defaults ? routeSettings(defaults) : { rate: undefined, burst: undefined },
      routeSettings: new Map(settings?.names().map((key) => [key, routeSettings(settings.requiredSection(key))])),
    };
  },
};

/** SAM's own default; unlike an HTTP API's, this stage stands in front of every path. */
const stageName = (properties: Fields): string => {
  const name = properties.text('StageName') ?? 'default';
  if (!/^[A-Za-z0-9_-]+$/.test(name)) throw properties.wrong('StageName', `is ${name}, which no stage may be called`);
  return name;
};

/** SAM makes logical ids of route keys, and so takes letters and digits only. */
const checkedKey = (routes: Fields, key: string): string => {
  if (/^([A-Za-z0-9]+|\$connect|\$disconnect|\$default)$/.test(key)) return key;
  throw routes.wrong(key, 'is no route key: SAM takes letters and digits, $connect, $disconnect and $default');
};

const route = (fields: Fields): WebSocketRoute => ({
  path: fields.path,
  functionArn: fields.requiredText('FunctionArn'),
  timeoutMs: fields.integer('IntegrationTimeout', { min: 50, max: LONGEST_MS }) ?? LONGEST_MS,
});
