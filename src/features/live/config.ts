import * as z from 'zod';
import { fromEnvironment } from '../../environment.ts';

/**
 * The longest life of a connection. Changes are kept at least as long, so that the fan-out serves every open
 * connection.
 */
const LEAST_HOURS = 2;

/** Base URL of the WebSocket API's stage. Connections are managed through it. */
export const ENDPOINT = { LIVE_ENDPOINT: z.url() };

/** The environment of the functions that use the WebSocket API. */
export const live = fromEnvironment(
  { ...ENDPOINT, CHANGES_RETENTION_HOURS: z.coerce.number().int().min(LEAST_HOURS) },
  (env) => ({
    /** The endpoint for clients. */
    url: env.LIVE_ENDPOINT.replace(/^http/, 'ws'),
    /** How long changes are kept, in seconds. */
    retention: env.CHANGES_RETENTION_HOURS * 3_600,
  }),
);
