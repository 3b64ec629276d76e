import type { DatabaseOptions } from '../shared-options.ts';

/** What makes a call to DynamoDB an identified one. */
export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Who the application's calls to AWS seem to come from, and where they go. */
export type Identity = { region: string; credentials: Credentials };

/** An embedded database looks at neither; a region and a key have to be there all the same. */
const LOCAL: Identity = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

type HostVariables = Record<string, string | undefined>;

/** The identity of calls: the caller's own (of the environment) only where a database elsewhere may ask for it. */
export const identityFor = (options: DatabaseOptions, host: HostVariables): Identity => {
  if (options.kind === 'embedded') return LOCAL;
  return { region: host.AWS_REGION || host.AWS_DEFAULT_REGION || LOCAL.region, credentials: credentialsOf(host) };
};

const credentialsOf = (host: HostVariables): Credentials => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = host;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return LOCAL.credentials;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
