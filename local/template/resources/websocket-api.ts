import type { Fields } from '../fields.ts';
import { type RouteSelection, routeSelection } from '../route-selection.ts';
import { type RouteSettings, routeSettings } from '../route-settings.ts';
import type { ResourceReader } from './reader.ts';

const TYPE = 'AWS::Serverless::WebSocketApi';
const ROUTE_SETTINGS = `${TYPE} route settings`;

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

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html */
export const webSocketApi: ResourceReader<WebSocketApi> = {
  type: TYPE,
  attributes: (name, { webSocketEndpoint }) => ({
    ApiId: name,
    ApiEndpoint: webSocketEndpoint.replace(/^http/, 'ws'),
  }),
  read: (logicalId, _name, properties) => {
    properties.only(TYPE, [
      'Auth',
      'DefaultRouteSettings',
      'Routes',
      'RouteSelectionExpression',
      'RouteSettings',
      'StageName',
    ]);
    properties.section('Auth')?.only(`${TYPE} auth`, ['AuthType']).choice('AuthType', ['NONE']);
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
      defaultSettings: defaults ? routeSettings(defaults, ROUTE_SETTINGS) : { rate: undefined, burst: undefined },
      routeSettings: new Map(
        settings?.names().map((key) => [key, routeSettings(settings.requiredSection(key), ROUTE_SETTINGS)]),
      ),
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

const route = (fields: Fields): WebSocketRoute => {
  if (fields.has('RouteResponseSelectionExpression')) {
    const why = 'answers only with an AWS::ApiGatewayV2::RouteResponse beside it, which SAM does not make';
    throw fields.wrong('RouteResponseSelectionExpression', `${why}; the function can post to @connections instead`);
  }
  fields.only(`${TYPE} route`, ['FunctionArn', 'IntegrationTimeout']);
  return {
    path: fields.path,
    functionArn: fields.requiredText('FunctionArn'),
    timeoutMs: fields.integer('IntegrationTimeout', { min: 50, max: LONGEST_MS }) ?? LONGEST_MS,
  };
};
