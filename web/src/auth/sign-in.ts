import { issuerOf, type SignInConfig } from './issuer.ts';
import { challengeOf, randomSecret } from './pkce.ts';
import { type TabStorage, tokenKeeper } from './token-keeper.ts';

/** The state that is stored while the browser is at the issuer. */
type Started = { state: string; verifier: string; hash: string };

const STARTED = 'whiteboard:sign-in';

/**
 * Sign-in with OpenID Connect: authorization code with PKCE, only in the browser. Tokens stay in this tab's session
 * storage. `redirectUri` is the page without query and fragment, as registered with the issuer.
 * @param load gets the sign-in configuration; null if there is none
 */
export const signIn = (load: () => Promise<SignInConfig | null>, redirectUri: string, storage: TabStorage) => {
  const issuer = issuerOf(load);
  const { ask, claims, token, forget } = tokenKeeper(issuer, storage);
  return {
    /** Whether this deployment has a sign-in. @throws Error without an answer */
    isPossible: issuer.isThere,
    /** The user of the stored token, which may have expired; undefined while nobody is signed in. */
    claims,
    /** Goes to the issuer's page. @param hash the fragment of this page to return to */
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
    /** Whether this tab has gone to the issuer's page, and may be returning. */
    isStarted: (): boolean => storage.getItem(STARTED) !== null,
    /** Handles the return from the issuer's page. @returns the fragment to go to */
    finish: async (query: URLSearchParams): Promise<string> => {
      const { state, verifier, hash } = JSON.parse(storage.getItem(STARTED) ?? '{}') as Started;
      storage.removeItem(STARTED);
      if (query.get('state') !== state) throw new Error('Signing in failed: the answer was meant for another request.');
      const code = query.get('code');
      if (code === null) throw new Error(`Signing in failed: ${query.get('error_description') ?? query.get('error')}`);
      await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
      return hash;
    },
    /** The bearer token, renewed if possible; undefined while nobody is signed in. @throws Error without an answer */
    token,
    forget,
  };
};

export type SignIn = ReturnType<typeof signIn>;
