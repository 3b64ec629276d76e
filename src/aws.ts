import * as z from 'zod';
import { fromEnvironment } from './environment.ts';

/** Lambda sets them for the life of an execution environment. */
const VARIABLES = {
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
};

type Variables = z.output<z.ZodObject<typeof VARIABLES>>;

/**
 * Options of every AWS client. What the SDK would otherwise look up in files or in the environment is set, so that the
 * first request of a new execution environment waits for nothing but the service. Times are milliseconds: all attempts
 * together end before a function's timeout, so that a caller gets an answer.
 * The endpoint is the one setting left to the SDK, which reads AWS_ENDPOINT_URL_<SERVICE>.
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
  // The SDK's own logger writes nothing, but is handed a copy of all that is sent and received. This one takes no such lines.
  logger: { warn: () => undefined } as Partial<Console> as Console,
});

/** Where a service is, if not where the SDK finds it: the SDK reads it when a client is made. */
export const ENDPOINT = z.string().optional();

/** Declares a client of AWS, as `fromEnvironment` does. @param shape what else of the environment the client depends on */
export const awsClient = <S extends z.ZodRawShape, C>(
  shape: S,
  make: (options: ReturnType<typeof optionsFrom>, values: z.output<z.ZodObject<S>>) => C,
): (() => C) =>
  fromEnvironment({ ...VARIABLES, ...shape }, (values) =>
    make(optionsFrom(values as unknown as Variables), values as unknown as z.output<z.ZodObject<S>>),
  );
