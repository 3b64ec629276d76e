/** What the issuer handed out. `bearer` is the ID token where there is one: its audience is the client. */
export type Tokens = { bearer: string; refresh?: string };

/** What the page reads of a token. The server alone checks it. */
export type Claims = { sub?: string; exp?: number; name?: string };

/** The claims of a JWT, unchecked; none for what is no JWT. */
export const decodeClaims = (token: string): Claims => {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0)))) as Claims;
  } catch {
    return {};
  }
};
