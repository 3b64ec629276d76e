import * as z from 'zod';
import { fromEnvironment } from '../../environment.ts';

/** Origins, separated by spaces; the empty string for none. */
const Origins = z
  .string()
  .default('')
  .transform((text) => text.split(/\s+/).filter(Boolean));

/** The environment of the function that serves the page. */
export const pageConfig = fromEnvironment(
  {
    SIGN_IN_ISSUER: z.union([z.url(), z.literal('')]).default(''),
    SIGN_IN_CLIENT_ID: z.string().default(''),
    SIGN_IN_ORIGINS: Origins,
    /** As an HTTP URL: the same server answers both. */
    WEBSOCKET_ORIGIN: Origins,
  },
  (env) => ({
    /** Where people sign in, and as what the page introduces itself there; null where nobody can. */
    signIn:
      env.SIGN_IN_ISSUER && env.SIGN_IN_CLIENT_ID
        ? { issuer: env.SIGN_IN_ISSUER, clientId: env.SIGN_IN_CLIENT_ID, scope: 'openid email profile' }
        : null,
    /** Where the page connects to for live updates. */
    liveOrigins: env.WEBSOCKET_ORIGIN.map((origin) => origin.replace(/^http/, 'ws')),
    /** Where it connects to for signing in: the issuer, and the issuer's other origins. */
    signInOrigins: [...(env.SIGN_IN_ISSUER ? [new URL(env.SIGN_IN_ISSUER).origin] : []), ...env.SIGN_IN_ORIGINS],
  }),
);
