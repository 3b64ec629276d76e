import { createTokens } from '../../testing/tokens.ts';
import { project } from './local-project.ts';

export type { TokenOverrides } from '../../testing/tokens.ts';
export const { claimsFor, forgedToken, hmacToken, tokenFor, tokenOfAnotherIssuer, unsignedToken } = createTokens(
  project.audience,
);
