import * as z from 'zod';
import { fromEnvironment } from '../../environment.ts';

/** Origins separated by spaces; empty for none. */
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
    /** As an HTTP URL; the same server accepts both protocols. */
    WEBSOCKET_ORIGIN: Origins,
  },
  (env) => ({
    /** The issuer where people sign in, and the page's client there; null if the stack has no sign-in. */
    signIn:
      env.SIGN_IN_ISSUER && env.SIGN_IN_CLIENT_ID
        ? { issuer: env.SIGN_IN_ISSUER, clientId: env.SIGN_IN_CLIENT_ID, scope: 'openid email profile' }
        : null,
    /** The origins of live updates. */
    liveOrigins: env.WEBSOCKET_ORIGIN.map((origin) => origin.replace(/^http/, 'ws')),
    /** The origins that sign-in connects to: the issuer, and its other origins. */
    signInOrigins: [...(env.SIGN_IN_ISSUER ? [new URL(env.SIGN_IN_ISSUER).origin] : []), ...env.SIGN_IN_ORIGINS],
  }),
);
