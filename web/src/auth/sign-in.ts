import { challengeOf, randomSecret } from './pkce.ts';
import { decodeClaims, type Tokens } from './tokens.ts';

/** Where people sign in: `/config.json`. */
export type SignInConfig = { issuer: string; clientId: string; scope: string };

type Provider = { authorization_endpoint?: string; token_endpoint?: string };

/** What is kept while the browser is at the issuer. */
type Started = { state: string; verifier: string; hash: string };

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STARTED = 'whiteboard:sign-in';
const TOKENS = 'whiteboard:tokens';
/** A token is renewed when it has less than this left. */
const MARGIN_MS = 60_000;

/**
 * Signing in with OpenID Connect: authorization code with PKCE, in the page alone. Tokens live in this tab's session
 * storage. `redirectUri` is the page without query and fragment, as it is registered with the issuer.
 */
export const signIn = (config: SignInConfig, redirectUri: string, shelf: Shelf) => {
  let provider: Promise<Provider> | undefined;
  const discovered = () => {
    provider ??= fetch(`${config.issuer}/.well-known/openid-configuration`).then((answer) => answer.json());
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
    const body = new URLSearchParams({ ...form, client_id: config.clientId });
    const answer = await fetch(endpoint, { method: 'POST', body });
    if (!answer.ok) throw new Error(`Signing in failed: the issuer answered ${answer.status}.`);
    const { id_token, access_token, refresh_token } = (await answer.json()) as Record<string, string>;
    const bearer = id_token ?? access_token ?? '';
    const refresh = refresh_token ?? form.refresh_token;
    const tokens: Tokens = { bearer, ...(refresh !== undefined && { refresh }) };
    shelf.setItem(TOKENS, JSON.stringify(tokens));
    return tokens;
  };
  return {
    /** Leaves for the issuer's page. @param hash where in this page to come back to */
    start: async (hash: string): Promise<void> => {
      const { authorization_endpoint: endpoint } = await discovered();
      if (endpoint === undefined) throw new Error('The issuer has no page to sign in on.');
      const started: Started = { state: randomSecret(), verifier: randomSecret(), hash };
      shelf.setItem(STARTED, JSON.stringify(started));
      const url = new URL(endpoint);
      const parameters = {
        response_type: 'code',
        client_id: config.clientId,
        redirect_uri: redirectUri,
        scope: config.scope,
        state: started.state,
        code_challenge: await challengeOf(started.verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      location.assign(url);
    },
    /** Takes up what the issuer's page sent the browser back with. @returns the hash to go to; undefined without a code */
    finish: async (query: URLSearchParams): Promise<string | undefined> => {
      const text = shelf.getItem(STARTED);
      shelf.removeItem(STARTED);
      if (!query.has('state') || text === null) return undefined;
      const { state, verifier, hash } = JSON.parse(text) as Started;
      if (query.get('state') !== state) throw new Error('Signing in failed: the answer was meant for another request.');
      const code = query.get('code');
      if (code === null) throw new Error(`Signing in failed: ${query.get('error_description') ?? query.get('error')}`);
      await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
      return hash;
    },
    /** The bearer token, renewed where that is possible; undefined while nobody is signed in. */
    token: async (): Promise<string | undefined> => {
      const tokens = stored();
      if (!tokens) return undefined;
      const left = (decodeClaims(tokens.bearer).exp ?? 0) * 1_000 - Date.now();
      if (left > MARGIN_MS) return tokens.bearer;
      if (tokens.refresh !== undefined) {
        const renewed = await ask({ grant_type: 'refresh_token', refresh_token: tokens.refresh }).catch(
          () => undefined,
        );
        if (renewed) return renewed.bearer;
      }
      if (left > 0) return tokens.bearer;
      shelf.removeItem(TOKENS);
      return undefined;
    },
    forget: () => shelf.removeItem(TOKENS),
  };
};

export type SignIn = ReturnType<typeof signIn>;
