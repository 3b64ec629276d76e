import * as z from 'zod';
import { fromEnvironment } from './environment.ts';

/** Lambda sets these for the life of an execution environment. */
const VARIABLES = {
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
};

type Variables = z.output<z.ZodObject<typeof VARIABLES>>;

/**
 * Options of every AWS client. They set everything that the SDK would look up in files or in the environment, so the
 * first request of a new execution environment waits only for the service. Times are milliseconds. All attempts
 * together end before a function's timeout, so the caller gets an answer. Only the endpoint is left to the SDK, which
 * reads AWS_ENDPOINT_URL_<SERVICE>.
 */
const optionsFrom = (env: Variables) => ({
  region: env.AWS_REGION,
  credentials: {
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
  },
  maxAttempts: 3,
  retryMode: 'standard' as const,
  defaultsMode: 'legacy' as const,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
  authSchemePreference: ['sigv4'],
  disableClockSkewCorrection: false,
  // The SDK builds a copy of each request and response for its logger. This logger avoids that.
  logger: { warn: () => undefined } as Partial<Console> as Console,
});

/** A custom endpoint of a service. The SDK reads it when it creates a client. */
export const ENDPOINT = z.string().optional();

/**
 * Declares an AWS client, as `fromEnvironment` does.
 * @param shape other environment variables that the client depends on
 */
export const awsClient = <S extends z.ZodRawShape, C>(
  shape: S,
  make: (options: ReturnType<typeof optionsFrom>, values: z.output<z.ZodObject<S>>) => C,
): (() => C) =>
  fromEnvironment({ ...VARIABLES, ...shape }, (values) =>
    make(optionsFrom(values as unknown as Variables), values as unknown as z.output<z.ZodObject<S>>),
  );
