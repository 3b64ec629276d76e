import { createTokens } from 'sam-offline/testing/tokens';
import { project } from './local-project.ts';

export type { TokenOverrides } from 'sam-offline/testing/tokens';
export const { claimsFor, forgedToken, hmacToken, tokenFor, tokenOfAnotherIssuer, unsignedToken } = createTokens(
  project.audience,
);
