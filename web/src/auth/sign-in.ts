import { issuerOf, type SignInConfig } from './issuer.ts';
import { challengeOf, randomSecret } from './pkce.ts';
import { type TabStorage, tokenKeeper } from './token-keeper.ts';

/** What is kept while the browser is at the issuer. */
type Started = { state: string; verifier: string; hash: string };

const STARTED = 'whiteboard:sign-in';

/**
 * Signing in with OpenID Connect: authorization code with PKCE, in the page alone. Tokens live in this tab's session
 * storage. `redirectUri` is the page without query and fragment, as it is registered with the issuer.
 * @param load asks where people sign in; null where nobody can
 */
export const signIn = (load: () => Promise<SignInConfig | null>, redirectUri: string, storage: TabStorage) => {
  const issuer = issuerOf(load);
  const { ask, claims, token, forget } = tokenKeeper(issuer, storage);
  return {
    /** Whether people can sign in here at all. @throws Error where nobody answers */
    isPossible: issuer.isThere,
    /** Whose token is here, whether or not it is still good; undefined while nobody is signed in. */
    claims,
    /** Leaves for the issuer's page. @param hash where in this page to come back to */
    start: async (hash: string): Promise<void> => {
      const url = new URL(await issuer.authorizationEndpoint());
      const { clientId, scope } = await issuer.config();
      const started: Started = { state: randomSecret(), verifier: randomSecret(), hash };
      storage.setItem(STARTED, JSON.stringify(started));
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
    isStarted: (): boolean => storage.getItem(STARTED) !== null,
    /** Takes up what the issuer's page sent the browser back with. @returns the hash to go to */
    finish: async (query: URLSearchParams): Promise<string> => {
      const { state, verifier, hash } = JSON.parse(storage.getItem(STARTED) ?? '{}') as Started;
      storage.removeItem(STARTED);
      if (query.get('state') !== state) throw new Error('Signing in failed: the answer was meant for another request.');
      const code = query.get('code');
      if (code === null) throw new Error(`Signing in failed: ${query.get('error_description') ?? query.get('error')}`);
      await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
      return hash;
    },
    /** The bearer token, renewed where that is possible; undefined while nobody is signed in. @throws Error where nobody answers */
    token,
    forget,
  };
};

export type SignIn = ReturnType<typeof signIn>;
