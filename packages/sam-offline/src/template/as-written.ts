import { Failure } from '../failure.ts';
import { isIntrinsic } from './intrinsics.ts';
import { isMap, type RawMap } from './parse.ts';

/** What a value is as it stands in the template. */
type Kind = 'text' | 'a whole number' | 'true or false' | 'a map' | 'a list';

/** The kinds that a property takes, and the intrinsic functions: every one unless it says otherwise. */
type Rule = { kinds: Kind[]; functions?: 'Ref' | 'none' };

const rule = (...kinds: Kind[]): Rule => ({ kinds });
const TEXT = rule('text');
const FLAG = rule('true or false');
const MAP = rule('a map');
const WHOLE = rule('a whole number');
const TEXT_OR_REF: Rule = { kinds: ['text'], functions: 'Ref' };

/** What SAM itself looks at of properties that the runner reads, or that have no local effect: `property_types`. */
const RESOURCES: Record<string, Record<string, Rule>> = {
  'AWS::Serverless::Function': {
    AutoPublishAlias: TEXT_OR_REF,
    AutoPublishAliasAllProperties: FLAG,
    DeploymentPreference: MAP,
    FunctionName: TEXT,
    PermissionsBoundary: TEXT,
    Policies: rule('text', 'a map', 'a list'),
    Role: TEXT,
    Tags: MAP,
    Tracing: TEXT,
  },
  'AWS::Serverless::HttpApi': {
    AccessLogSettings: MAP,
    CorsConfiguration: rule('true or false', 'a map'),
    Description: TEXT,
    FailOnWarnings: FLAG,
    StageName: TEXT,
    Tags: MAP,
  },
  'AWS::Serverless::WebSocketApi': {
    AccessLogSettings: MAP,
    Description: TEXT,
    DisableSchemaValidation: FLAG,
    FailOnWarnings: FLAG,
    IpAddressType: TEXT,
    Name: TEXT,
    PropagateTags: FLAG,
    RouteSelectionExpression: TEXT,
    StageName: TEXT,
    Tags: MAP,
  },
};

/** SAM takes anything but a plain true for false here. */
const HTTP_API_AUTH: Record<string, Rule> = { EnableIamAuthorizer: { kinds: ['true or false'], functions: 'none' } };

/** SAM lets any other function here take the place of all that stands beside it. */
const HTTP_API_CORS: Record<string, Rule> = { AllowOrigins: { kinds: ['a list'], functions: 'Ref' } };

const MAPPING: Record<string, Rule> = {
  BatchSize: WHOLE,
  BisectBatchOnFunctionError: FLAG,
  Enabled: FLAG,
  MaximumBatchingWindowInSeconds: WHOLE,
  MaximumRecordAgeInSeconds: WHOLE,
  MaximumRetryAttempts: WHOLE,
  MetricsConfig: MAP,
  ParallelizationFactor: WHOLE,
};

const EVENTS: Record<string, Record<string, Rule>> = {
  DynamoDB: MAPPING,
  HttpApi: {
    ApiId: TEXT_OR_REF,
    Method: TEXT_OR_REF,
    Path: TEXT_OR_REF,
    PayloadFormatVersion: TEXT,
    TimeoutInMillis: WHOLE,
  },
  SQS: MAPPING,
};

/**
 * What SAM refuses of a resource by how it is written, whatever its intrinsic functions would give: SAM looks at a template
 * before these have values.
 * https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/sam_resources.py
 * @param properties with those of Globals
 * @throws Failure naming the resource and its property
 */
export const checkAsWritten = (logicalId: string, type: string, properties: RawMap): void => {
  checkRules(logicalId, properties, RESOURCES[type]);
  if (type === 'AWS::Serverless::HttpApi') {
    const { Auth: auth, CorsConfiguration: cors } = properties;
    if (isMap(auth)) checkRules(`${logicalId}.Auth`, auth, HTTP_API_AUTH);
    if (isMap(cors)) checkRules(`${logicalId}.CorsConfiguration`, cors, HTTP_API_CORS);
  }
  if (type !== 'AWS::Serverless::Function') return;
  if (isIntrinsic(properties.CodeUri)) {
    throw new Failure(`${logicalId}.CodeUri must be written out: the SAM CLI uploads what stands there.`);
  }
  checkDeployment(logicalId, properties);
  const events = isMap(properties.Events) ? Object.entries(properties.Events) : [];
  for (const [name, event] of events) {
    if (!isMap(event) || !isMap(event.Properties)) continue;
    checkRules(`${logicalId}.Events.${name}.Properties`, event.Properties, EVENTS[String(event.Type)]);
  }
};

const checkRules = (path: string, properties: RawMap, rules: Record<string, Rule> = {}): void => {
  for (const [name, { kinds, functions }] of Object.entries(rules)) {
    const value = properties[name];
    if (value === null) throw new Failure(`${path}.${name} is null, which CloudFormation does not take.`);
    if (value === undefined || kinds.some((kind) => isOf(kind, value))) continue;
    const given = functionOf(value);
    if (given !== undefined && (functions ?? given) === given) continue;
    const wanted = [...kinds, ...(functions === 'Ref' ? ['a !Ref'] : [])].join(' or ');
    throw new Failure(`${path}.${name} must be ${wanted} for SAM${given === undefined ? '' : `, not ${given}`}.`);
  }
};

/** The intrinsic function that a value is a call of: `Fn::Sub`. */
const functionOf = (value: unknown): string | undefined =>
  isMap(value) && isIntrinsic(value) ? Object.keys(value)[0] : undefined;

const isOf = (kind: Kind, value: unknown): boolean => {
  if (kind === 'a map') return isMap(value) && !isIntrinsic(value);
  if (kind === 'a list') return Array.isArray(value);
  if (kind === 'a whole number') return Number.isInteger(value);
  return typeof value === (kind === 'text' ? 'string' : 'boolean');
};

const checkDeployment = (logicalId: string, { DeploymentPreference: preference, AutoPublishAlias: alias }: RawMap) => {
  const isGiven = isMap(preference) && Object.keys(preference).length > 0 && preference.Enabled !== false;
  if (isGiven && !alias) throw new Failure(`${logicalId}.DeploymentPreference needs AutoPublishAlias beside it.`);
};
