import { challengeOf, randomSecret } from './pkce.ts';
import { type Claims, decodeClaims, type Tokens } from './tokens.ts';

/** Where people sign in: `/config.json`. */
export type SignInConfig = { issuer: string; clientId: string; scope: string };

type Provider = { authorization_endpoint?: string; token_endpoint?: string };

/** Nobody answers: neither the server nor the issuer says anything about who may sign in. */
const unreachable = (error: unknown): never => {
  throw new Error('Nobody answers where one signs in. Check the network, and try again.', { cause: error });
};

/** What is kept while the browser is at the issuer. */
type Started = { state: string; verifier: string; hash: string };

/** The issuer said no. */
class IssuerRefused extends Error {
  /** Whether it will not say yes later either. */
  readonly isFinal: boolean;

  constructor(status: number) {
    super(`Signing in failed: the issuer answered ${status}.`);
    this.isFinal = status < 500 && status !== 429;
  }
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STARTED = 'whiteboard:sign-in';
const TOKENS = 'whiteboard:tokens';
const PATIENCE_MS = 15_000;
const patiently = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) });

/** A token is renewed when it has less than this left. */
const MARGIN_MS = 60_000;

/**
 * Signing in with OpenID Connect: authorization code with PKCE, in the page alone. Tokens live in this tab's session
 * storage. `redirectUri` is the page without query and fragment, as it is registered with the issuer.
 * @param load asks where people sign in; null where nobody can
 */
export const signIn = (load: () => Promise<SignInConfig | null>, redirectUri: string, shelf: Shelf) => {
  let known: Promise<SignInConfig | null> | undefined;
  let provider: Promise<Provider> | undefined;
  /** What could not be had is asked for again the next time. */
  const configured = () => {
    known ??= load().catch((error) => {
      known = undefined;
      return unreachable(error);
    });
    return known;
  };
  const config = async (): Promise<SignInConfig> => {
    const found = await configured();
    if (!found) throw new Error('This deployment has no page to sign in on.');
    return found;
  };
  const discovered = () => {
    provider ??= config()
      .then(({ issuer }) => fetch(`${issuer}/.well-known/openid-configuration`, patiently()).catch(unreachable))
      .then((answer) => answer.json());
    provider.catch(() => {
      provider = undefined;
    });
    return provider;
  };
  const stored = (): Tokens | undefined => {
    const text = shelf.getItem(TOKENS);
    return text === null ? undefined : (JSON.parse(text) as Tokens);
  };
  const ask = async (form: Record<string, string>): Promise<Tokens> => {
    const { token_endpoint: endpoint } = await discovered();
    if (endpoint === undefined) throw new Error('The issuer hands out no tokens to pages.');
    const body = new URLSearchParams({ ...form, client_id: (await config()).clientId });
    const answer = await fetch(endpoint, { method: 'POST', body, ...patiently() }).catch(unreachable);
    if (!answer.ok) throw new IssuerRefused(answer.status);
    const { id_token, access_token, refresh_token } = (await answer.json()) as Record<string, string>;
    const bearer = id_token ?? access_token ?? '';
    const refresh = refresh_token ?? form.refresh_token;
    const tokens: Tokens = { bearer, ...(refresh !== undefined && { refresh }) };
    shelf.setItem(TOKENS, JSON.stringify(tokens));
    return tokens;
  };
  /** One renewal at a time: an issuer may take each refresh token but once. */
  let renewing: Promise<Tokens> | undefined;
  const renewed = (refresh: string): Promise<Tokens> => {
    renewing ??= ask({ grant_type: 'refresh_token', refresh_token: refresh }).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  /** A new token where there can be one, else the old one while it is good. Only the issuer ends a sign-in, not a network. */
  const renewedOr = async ({ bearer, refresh }: Tokens, isGood: boolean): Promise<string | undefined> => {
    const otherwise = isGood ? bearer : undefined;
    if (refresh === undefined) return otherwise;
    try {
      return (await renewed(refresh)).bearer;
    } catch (error) {
      if (isGood || (error instanceof IssuerRefused && error.isFinal)) return otherwise;
      throw error;
    }
  };
  return {
    /** Whether people can sign in here at all. @throws Error where nobody answers */
    isPossible: async (): Promise<boolean> => (await configured()) !== null,
    /** Whose token is here, whether or not it is still good; undefined while nobody is signed in. */
    claims: (): Claims | undefined => {
      const tokens = stored();
      return tokens && decodeClaims(tokens.bearer);
    },
    /** Leaves for the issuer's page. @param hash where in this page to come back to */
    start: async (hash: string): Promise<void> => {
      const { authorization_endpoint: endpoint } = await discovered();
      if (endpoint === undefined) throw new Error('The issuer has no page to sign in on.');
      const { clientId, scope } = await config();
      const started: Started = { state: randomSecret(), verifier: randomSecret(), hash };
      shelf.setItem(STARTED, JSON.stringify(started));
      const url = new URL(endpoint);
      const parameters = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope,
        state: started.state,
        code_challenge: await challengeOf(started.verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      location.assign(url);
    },
    /** Whether this tab has left for the issuer's page, and may be on its way back. */
    isStarted: (): boolean => shelf.getItem(STARTED) !== null,
    /** Takes up what the issuer's page sent the browser back with. @returns the hash to go to */
    finish: async (query: URLSearchParams): Promise<string> => {
      const { state, verifier, hash } = JSON.parse(shelf.getItem(STARTED) ?? '{}') as Started;
      shelf.removeItem(STARTED);
      if (query.get('state') !== state) throw new Error('Signing in failed: the answer was meant for another request.');
      const code = query.get('code');
      if (code === null) throw new Error(`Signing in failed: ${query.get('error_description') ?? query.get('error')}`);
      await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
      return hash;
    },
    /** The bearer token, renewed where that is possible; undefined while nobody is signed in. @throws Error where nobody answers */
    token: async (): Promise<string | undefined> => {
      const tokens = stored();
      if (!tokens) return undefined;
      const left = (decodeClaims(tokens.bearer).exp ?? 0) * 1_000 - Date.now();
      const bearer = left > MARGIN_MS ? tokens.bearer : await renewedOr(tokens, left > 0);
      if (bearer === undefined) shelf.removeItem(TOKENS);
      return bearer;
    },
    forget: () => shelf.removeItem(TOKENS),
  };
};

export type SignIn = ReturnType<typeof signIn>;
