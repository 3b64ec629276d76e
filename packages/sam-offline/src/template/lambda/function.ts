import { LOG_LEVELS, type LogLevel } from '../../log-levels.ts';
import { EVENT, type FunctionEvent, readEvents } from '../events/registry.ts';
import type { Fields } from '../fields.ts';
import type { ResourceReader, StackEnvironment } from '../resources/reader.ts';
import { environmentVariables } from './environment-variables.ts';

/** The runner runs on Node 24 itself; it has no other. */
const RUNTIMES = ['nodejs24.x'] as const;

export type LambdaFunction = {
  logicalId: string;
  name: string;
  /** The folder of its code, relative to the template's. */
  codeUri: string;
  /** `<file without extension>.<export>` */
  handler: string;
  runtime: string;
  /** MB */
  memorySize: number;
  /** Seconds */
  timeout: number;
  variables: Record<string, string>;
  logging: { format: 'JSON' | 'Text'; level: LogLevel };
  /** Of the version that is deployed. */
  alias: string | undefined;
  events: FunctionEvent[];
};

/**
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html;
 * the defaults are Lambda's.
 */
export const lambdaFunction: ResourceReader<LambdaFunction> = {
  type: 'AWS::Serverless::Function',
  supports: {
    honours: {
      AutoPublishAlias: 'for `!Ref Function.Alias` and `!Ref Function.Version`',
      CodeUri: 'a folder',
      Environment: { honours: { Variables: true } },
      Events: { mapOf: EVENT },
      FunctionName: true,
      Handler: true,
      LoggingConfig: {
        honours: { LogFormat: true, ApplicationLogLevel: true },
        ignores: {
          'logs go to the terminal': ['LogGroup'],
          'the platform’s own START, END and REPORT lines are not printed': ['SystemLogLevel'],
        },
      },
      MemorySize: true,
      Runtime: `only \`${RUNTIMES}\``,
      Timeout: true,
    },
    ignores: {
      'there is one processor': ['Architectures'],
      'the code that was built is the only version, and takes all invocations at once': [
        'AutoPublishAliasAllProperties',
        'DeploymentPreference',
        'VersionDescription',
      ],
      'text for people': ['Description'],
      'encryption of the environment at rest': ['KmsKeyArn'],
      'permissions: there is no IAM': ['PermissionsBoundary', 'Policies', 'Role'],
      'loops through queues are not counted': ['RecursiveLoop'],
      'there is no bill': ['Tags'],
      'X-Ray segments go nowhere': ['Tracing'],
    },
  },
  nameProperty: 'FunctionName',
  attributes: (name, environment) => ({ Arn: functionArn(name, environment) }),
  made: {
    Alias: (name, environment, required) => `${functionArn(name, environment)}:${required('AutoPublishAlias')}`,
    Version: (name, environment, required) => {
      required('AutoPublishAlias');
      return `${functionArn(name, environment)}:${ONLY_VERSION}`;
    },
  },
  read: (logicalId, name, properties) => {
    const runtime = properties.choice('Runtime', RUNTIMES);
    if (runtime === undefined) throw properties.wrong('Runtime', 'is missing');
    return {
      logicalId,
      name,
      codeUri: codeUri(properties),
      handler: handler(properties),
      runtime,
      memorySize: properties.integer('MemorySize', { min: 128, max: 10_240 }) ?? 128,
      timeout: properties.integer('Timeout', { min: 1, max: 900 }) ?? 3,
      variables: environmentVariables(properties.section('Environment')),
      logging: logging(properties.section('LoggingConfig')),
      alias: aliasName(properties),
      events: readEvents(logicalId, properties.section('Events')),
    };
  },
};

/** What was built is the one version here, and what an alias stands for. */
const ONLY_VERSION = '1';

const functionArn = (name: string, { region, accountId }: StackEnvironment): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`;

/** Whether `qualifier` stands for the function's code: `$LATEST`, its alias or the version behind that. */
export const isQualifierOf = (qualifier: string, { alias }: LambdaFunction): boolean =>
  qualifier === '$LATEST' || (alias !== undefined && [alias, ONLY_VERSION].includes(qualifier));

/** Whether an ARN is the function's own, or that of its alias or version. */
export const isArnOf = (arn: string, lambda: LambdaFunction, environment: StackEnvironment): boolean => {
  const own = functionArn(lambda.name, environment);
  return arn === own || (arn.startsWith(`${own}:`) && isQualifierOf(arn.slice(own.length + 1), lambda));
};

const aliasName = (properties: Fields): string | undefined => {
  const alias = properties.text('AutoPublishAlias');
  // SAM takes an empty one for none.
  if (alias === undefined || alias === '') return undefined;
  if (/^[\w-]{1,128}$/.test(alias) && !/^\d+$/.test(alias)) return alias;
  throw properties.wrong('AutoPublishAlias', `is ${alias}, not letters, digits, - and _ of which some are no digits`);
};

const codeUri = (properties: Fields): string => {
  const uri = properties.isScalar('CodeUri') ? properties.text('CodeUri') : undefined;
  if (!uri) throw properties.wrong('CodeUri', 'is no folder of code, which is all that the local runner honours');
  if (/^\w+:\/\//.test(uri)) throw properties.wrong('CodeUri', `is ${uri}; the local runner honours folders only`);
  return uri;
};

const handler = (properties: Fields): string => {
  const text = properties.requiredText('Handler');
  if (!/^[^.]+(\.[^.]+)*\.[^./]+$/.test(text)) throw properties.wrong('Handler', `is ${text}, not <file>.<export>`);
  return text;
};

const logging = (fields: Fields | undefined): LambdaFunction['logging'] => {
  const format = fields?.choice('LogFormat', ['JSON', 'Text']) ?? 'Text';
  const level = fields?.choice('ApplicationLogLevel', LOG_LEVELS);
  if (fields && level && format === 'Text') throw fields.wrong('ApplicationLogLevel', 'needs LogFormat JSON');
  // Without JSON, Lambda lets every line through.
  return { format, level: level ?? (format === 'JSON' ? 'INFO' : 'TRACE') };
};
