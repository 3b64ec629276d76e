import { config } from './config.ts';

/**
 * Options of every AWS client. What the SDK would otherwise look up in files or in the environment is set, so that the
 * first request of a new execution environment waits for nothing but the service. Times are milliseconds: all attempts
 * together end before a function's timeout, so that a caller gets an answer.
 * The endpoint is the one setting left to the SDK, which reads AWS_ENDPOINT_URL_<SERVICE>.
 */
export const clientOptions = {
  region: config.region,
  credentials: config.credentials,
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
};
