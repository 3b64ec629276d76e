/** Tokens from the issuer. `bearer` is the ID token if there is one, because its audience is the client. */
export type Tokens = { bearer: string; refresh?: string };

/** The claims that the page reads. Only the server verifies a token. */
export type Claims = { sub?: string; exp?: number; name?: string };

/** The claims of a JWT, not verified; none if the text is not a JWT. */
export const decodeClaims = (token: string): Claims => {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0)))) as Claims;
  } catch {
    return {};
  }
};
