import type { Credentials } from '../aws-api/identity.ts';
import type { LambdaFunction } from '../template/lambda/function.ts';
import type { StackEnvironment } from '../template/resources/reader.ts';
import type { StaticContext } from './protocol.ts';
import type { Reaper } from './reaper.ts';

export type EnvironmentOptions = StackEnvironment & {
  taskRoot: string;
  credentials: Credentials;
  /** Folder of what Node keeps of code that it has compiled. */
  compileCache: string;
  reaper: Reaper;
};

/**
 * The environment variables of a function: its own of the template, and what Lambda sets beside them. Nothing of the
 * machine's own environment is among them.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const environmentVariables = (
  lambda: LambdaFunction,
  { taskRoot, credentials, ...environment }: Omit<EnvironmentOptions, 'compileCache' | 'reaper'>,
): Record<string, string> => ({
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
  ...lambda.variables,
  ...serviceEndpoints(lambda, environment),
  _HANDLER: lambda.handler,
  AWS_REGION: environment.region,
  AWS_DEFAULT_REGION: environment.region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memorySize),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
  AWS_LAMBDA_LOG_FORMAT: lambda.logging.format,
  ...(lambda.logging.format === 'JSON' && { AWS_LAMBDA_LOG_LEVEL: lambda.logging.level }),
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  LAMBDA_TASK_ROOT: taskRoot,
});

/**
 * Where the SDK's clients find the database and the runner's own services, unless the template names others. An empty variable would
 * send them to AWS itself.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
const serviceEndpoints = ({ variables }: LambdaFunction, environment: StackEnvironment): Record<string, string> => {
  const { databaseUrl, servicesUrl } = environment;
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: databaseUrl,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: databaseUrl,
    AWS_ENDPOINT_URL_LAMBDA: servicesUrl,
    AWS_ENDPOINT_URL_SQS: servicesUrl,
    AWS_ENDPOINT_URL_SESV2: servicesUrl,
  };
  return Object.fromEntries(Object.entries(endpoints).map(([name, url]) => [name, variables[name] || url]));
};

/**
 * What is the same in every context object of one environment.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 * @param id of the environment; in AWS the log stream carries it
 */
export const staticContext = (
  lambda: LambdaFunction,
  { region, accountId }: StackEnvironment,
  id: string,
): StaticContext => ({
  functionName: lambda.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${lambda.name}`,
  memoryLimitInMB: String(lambda.memorySize),
  logGroupName: `/aws/lambda/${lambda.name}`,
  logStreamName: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${id}`,
});
