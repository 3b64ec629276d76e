/** What makes a call to DynamoDB an identified one. */
export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Who the application's calls to AWS seem to come from, and where they go. */
export type Identity = { region: string; credentials: Credentials };

/** Of the runner's own services, the embedded database among them. The region can be any. */
export const LOCAL: Identity = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/** The SAM CLI gives it to functions in containers when it has no other. */
const SAM_DEFAULT_KEY = 'defaultkey';

type HostVariables = Record<string, string | undefined>;

/** The identity of calls: the caller's own (of the environment) only where a database elsewhere may ask for it. */
export const identityFor = (kind: 'embedded' | 'endpoint', host: HostVariables): Identity => {
  if (kind === 'embedded') return LOCAL;
  return { region: host.AWS_REGION || host.AWS_DEFAULT_REGION || LOCAL.region, credentials: credentialsOf(host) };
};

/** The access keys that the runner's own services take, the one to recommend first. */
export const acceptedAccessKeys = ({ credentials }: Identity): string[] => [
  ...new Set([LOCAL.credentials.accessKeyId, SAM_DEFAULT_KEY, credentials.accessKeyId]),
];

const credentialsOf = (host: HostVariables): Credentials => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = host;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return LOCAL.credentials;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
