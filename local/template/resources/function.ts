import { type FunctionEvent, readEvents } from '../events/registry.ts';
import { environmentVariables } from '../environment-variables.ts';
import type { Fields } from '../fields.ts';
import type { ResourceReader } from './reader.ts';

const TYPE = 'AWS::Serverless::Function';

/** Levels of a function's own log lines, lowest first. */
export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

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
  events: FunctionEvent[];
};

/**
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html;
 * the defaults are Lambda's.
 */
export const lambdaFunction: ResourceReader<LambdaFunction> = {
  type: TYPE,
  nameProperty: 'FunctionName',
  attributes: (name, { region, accountId }) => ({ Arn: `arn:aws:lambda:${region}:${accountId}:function:${name}` }),
  read: (logicalId, name, properties) => {
    properties.only(TYPE, [
      'CodeUri',
      'Environment',
      'Events',
      'FunctionName',
      'Handler',
      'LoggingConfig',
      'MemorySize',
      'Runtime',
      'Timeout',
    ]);
    // The runner runs on Node 24 itself; it has no other.
    const runtime = properties.choice('Runtime', ['nodejs24.x']);
    if (runtime === undefined) throw properties.wrong('Runtime', 'is missing');
    return {
      logicalId,
      name,
      codeUri: codeUri(properties),
      handler: handler(properties),
      runtime,
      memorySize: properties.integer('MemorySize', { min: 128, max: 10_240 }) ?? 128,
      timeout: properties.integer('Timeout', { min: 1, max: 900 }) ?? 3,
      variables: environmentVariables(properties.section('Environment')?.only(`${TYPE} environment`, ['Variables'])),
      logging: logging(properties.section('LoggingConfig')),
      events: readEvents(properties.section('Events')),
    };
  },
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
  fields?.only(`${TYPE} LoggingConfig`, ['LogFormat', 'ApplicationLogLevel']);
  const format = fields?.choice('LogFormat', ['JSON', 'Text']) ?? 'Text';
  const level = fields?.choice('ApplicationLogLevel', LOG_LEVELS);
  if (fields && level && format === 'Text') throw fields.wrong('ApplicationLogLevel', 'needs LogFormat JSON');
  // Without JSON, Lambda lets every line through.
  return { format, level: level ?? (format === 'JSON' ? 'INFO' : 'TRACE') };
};
