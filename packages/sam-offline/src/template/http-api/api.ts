import { Fields } from '../fields.ts';
import type { ResourceReader } from '../resources/reader.ts';
import { ROUTE_SETTINGS, type RouteSettings, routeSettings } from '../route-settings.ts';
import type { Support } from '../support.ts';
import { API_AUTH, type ApiAuth, apiAuth } from './authorizers.ts';

/** An HTTP API. Its routes stand in the functions' events. */
export type HttpApi = {
  logicalId: string;
  auth: ApiAuth;
  cors: CorsConfiguration | undefined;
  defaultSettings: RouteSettings;
  /** By route key. */
  routeSettings: Map<string, RouteSettings>;
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html; `maxAge` in seconds. */
export type CorsConfiguration = {
  allowOrigins: string[];
  allowMethods: string[];
  allowHeaders: string[];
  exposeHeaders: string[];
  maxAge: number | undefined;
  allowCredentials: boolean;
};

/** SAM also takes `true`, for every origin. */
const CORS: Support = {
  honours: {
    AllowOrigins: true,
    AllowMethods: true,
    AllowHeaders: true,
    ExposeHeaders: true,
    MaxAge: true,
    AllowCredentials: true,
  },
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html */
export const httpApi: ResourceReader<HttpApi> = {
  type: 'AWS::Serverless::HttpApi',
  supports: {
    honours: {
      Auth: API_AUTH,
      CorsConfiguration: CORS,
      DefaultRouteSettings: ROUTE_SETTINGS,
      RouteSettings: { mapOf: ROUTE_SETTINGS },
      // Any other stage would stand in front of every path.
      StageName: 'only `$default`',
    },
    ignores: {
      'every request is logged to the terminal in a readable form instead': ['AccessLogSettings'],
      'text for people': ['Description', 'Name'],
      'there is no bill': ['Tags'],
      'warnings of an import': ['FailOnWarnings'],
    },
  },
  attributes: () => ({}),
  read: (logicalId, _name, properties) => {
    properties.choice('StageName', ['$default']);
    const defaults = properties.section('DefaultRouteSettings');
    const routes = properties.section('RouteSettings');
    return {
      logicalId,
      auth: apiAuth(properties.section('Auth')),
      cors: cors(properties),
      defaultSettings: defaults ? routeSettings(defaults) : { rate: undefined, burst: undefined },
      routeSettings: new Map(routes?.names().map((key) => [key, routeSettings(routes.requiredSection(key))])),
    };
  },
};

const cors = (properties: Fields): CorsConfiguration | undefined => {
  const value = properties.isScalar('CorsConfiguration') ? properties.flag('CorsConfiguration') : undefined;
  if (value === true) return corsConfiguration(new Fields(properties.path, { AllowOrigins: ['*'] }));
  const section = value === false ? undefined : properties.section('CorsConfiguration');
  return section && corsConfiguration(section);
};

const corsConfiguration = (fields: Fields): CorsConfiguration => {
  const allowOrigins = fields.texts('AllowOrigins');
  const allowCredentials = fields.flag('AllowCredentials') ?? false;
  if (allowCredentials && allowOrigins.includes('*')) {
    throw fields.wrong('AllowCredentials', 'cannot be true while AllowOrigins has *');
  }
  return {
    allowOrigins,
    allowMethods: fields.texts('AllowMethods'),
    allowHeaders: fields.texts('AllowHeaders'),
    exposeHeaders: fields.texts('ExposeHeaders'),
    maxAge: fields.integer('MaxAge', { min: -1, max: 86_400 }),
    allowCredentials,
  };
};
