import { type Issuer, IssuerRefused } from './issuer.ts';
import { type Claims, decodeClaims, type Tokens } from './tokens.ts';

/** The part of a tab's session storage that sign-in uses. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const TOKENS = 'whiteboard:tokens';

/** A token is renewed when less than this time is left. */
const MARGIN_MS = 60_000;

/** Stores and renews the tokens of this tab. */
export const tokenKeeper = (issuer: Issuer, storage: TabStorage) => {
  const stored = (): Tokens | undefined => {
    const text = storage.getItem(TOKENS);
    return text === null ? undefined : (JSON.parse(text) as Tokens);
  };
  const ask = async (form: Record<string, string>): Promise<Tokens> => {
    const { id_token, access_token, refresh_token } = await issuer.tokens(form);
    const bearer = id_token ?? access_token ?? '';
    const refresh = refresh_token ?? form.refresh_token;
    const tokens: Tokens = { bearer, ...(refresh !== undefined && { refresh }) };
    storage.setItem(TOKENS, JSON.stringify(tokens));
    return tokens;
  };
  /** One renewal at a time: an issuer may accept each refresh token only once. */
  let renewing: Promise<Tokens> | undefined;
  const renewed = (refresh: string): Promise<Tokens> => {
    renewing ??= ask({ grant_type: 'refresh_token', refresh_token: refresh }).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  /**
   * A new token if possible, else the old one while it is valid. Only a refusal of the issuer ends a sign-in, not a
   * network error.
   */
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
    /** Gets tokens from the issuer, and stores them. */
    ask,
    claims: (): Claims | undefined => {
      const tokens = stored();
      return tokens && decodeClaims(tokens.bearer);
    },
    token: async (): Promise<string | undefined> => {
      const tokens = stored();
      if (!tokens) return undefined;
      const left = (decodeClaims(tokens.bearer).exp ?? 0) * 1_000 - Date.now();
      const bearer = left > MARGIN_MS ? tokens.bearer : await renewedOr(tokens, left > 0);
      if (bearer === undefined) storage.removeItem(TOKENS);
      return bearer;
    },
    forget: (): void => storage.removeItem(TOKENS),
  };
};
