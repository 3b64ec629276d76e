import type { PageConfigView } from '../../../src/features/site/schemas.ts';

/** The issuer where people sign in, from `/config.json`. */
export type SignInConfig = NonNullable<PageConfigView['signIn']>;

type Provider = { authorization_endpoint?: string; token_endpoint?: string };

/** Throws the error for a server or an issuer that does not answer. */
const unreachable = (error: unknown): never => {
  throw new Error('The sign-in server does not answer. Check the network, and try again.', { cause: error });
};

/** The issuer refused the request. */
export class IssuerRefused extends Error {
  /** Whether trying again later is useless. */
  readonly isFinal: boolean;

  constructor(status: number) {
    super(`Signing in failed: the issuer answered ${status}.`);
    this.isFinal = status < 500 && status !== 429;
  }
}

const PATIENCE_MS = 15_000;
const patiently = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) });

/** A request whose answer is reused. After a failure the next call asks again. */
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

/** An OpenID Connect issuer. @param load gets the sign-in configuration; null if there is none */
export const issuerOf = (load: () => Promise<SignInConfig | null>) => {
  const configured = once(() => load().catch(unreachable));
  const config = async (): Promise<SignInConfig> => {
    const found = await configured();
    if (!found) throw new Error('This deployment has no sign-in.');
    return found;
  };
  const discovered = once(async (): Promise<Provider> => {
    const { issuer } = await config();
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, patiently()).catch(unreachable);
    return answer.json();
  });
  return {
    /** Whether this deployment has a sign-in. @throws Error without an answer */
    isThere: async (): Promise<boolean> => (await configured()) !== null,
    config,
    /** The page where people sign in. */
    authorizationEndpoint: async (): Promise<string> => {
      const { authorization_endpoint: endpoint } = await discovered();
      if (endpoint === undefined) throw new Error('The issuer has no sign-in page.');
      return endpoint;
    },
    /** Asks for tokens. @throws IssuerRefused, or Error without an answer */
    tokens: async (form: Record<string, string>): Promise<Record<string, string>> => {
      const { token_endpoint: endpoint } = await discovered();
      if (endpoint === undefined) throw new Error('The issuer does not give tokens to web pages.');
      const body = new URLSearchParams({ ...form, client_id: (await config()).clientId });
      const answer = await fetch(endpoint, { method: 'POST', body, ...patiently() }).catch(unreachable);
      if (!answer.ok) throw new IssuerRefused(answer.status);
      return answer.json();
    },
  };
};

export type Issuer = ReturnType<typeof issuerOf>;
