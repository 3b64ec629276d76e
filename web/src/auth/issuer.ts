import type { PageConfigView } from '../../../src/features/site/schemas.ts';

/** Where people sign in: `/config.json`. */
export type SignInConfig = NonNullable<PageConfigView['signIn']>;

type Provider = { authorization_endpoint?: string; token_endpoint?: string };

/** Nobody answers: neither the server nor the issuer says anything about who may sign in. */
const unreachable = (error: unknown): never => {
  throw new Error('Nobody answers where one signs in. Check the network, and try again.', { cause: error });
};

/** The issuer said no. */
export class IssuerRefused extends Error {
  /** Whether it will not say yes later either. */
  readonly isFinal: boolean;

  constructor(status: number) {
    super(`Signing in failed: the issuer answered ${status}.`);
    this.isFinal = status < 500 && status !== 429;
  }
}

const PATIENCE_MS = 15_000;
const patiently = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) });

/** An answer that is asked for once; what could not be had is asked for again the next time. */
const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let known: Promise<T> | undefined;
  return () => {
    known ??= ask().catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  };
};

/** An OpenID Connect issuer. @param load asks where people sign in; null where nobody can */
export const issuerOf = (load: () => Promise<SignInConfig | null>) => {
  const configured = once(() => load().catch(unreachable));
  const config = async (): Promise<SignInConfig> => {
    const found = await configured();
    if (!found) throw new Error('This deployment has no page to sign in on.');
    return found;
  };
  const discovered = once(async (): Promise<Provider> => {
    const { issuer } = await config();
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, patiently()).catch(unreachable);
    return answer.json();
  });
  return {
    /** Whether people can sign in here at all. @throws Error where nobody answers */
    isThere: async (): Promise<boolean> => (await configured()) !== null,
    config,
    /** The page where people sign in. */
    authorizationEndpoint: async (): Promise<string> => {
      const { authorization_endpoint: endpoint } = await discovered();
      if (endpoint === undefined) throw new Error('The issuer has no page to sign in on.');
      return endpoint;
    },
    /** Asks for tokens. @throws IssuerRefused, or Error where nobody answers */
    tokens: async (form: Record<string, string>): Promise<Record<string, string>> => {
      const { token_endpoint: endpoint } = await discovered();
      if (endpoint === undefined) throw new Error('The issuer hands out no tokens to pages.');
      const body = new URLSearchParams({ ...form, client_id: (await config()).clientId });
      const answer = await fetch(endpoint, { method: 'POST', body, ...patiently() }).catch(unreachable);
      if (!answer.ok) throw new IssuerRefused(answer.status);
      return answer.json();
    },
  };
};

export type Issuer = ReturnType<typeof issuerOf>;
