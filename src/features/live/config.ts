import * as z from 'zod';
import { fromEnvironment } from '../../environment.ts';

/** As long as a connection may last: while there is one, its board's changes are followed, and so is who may see them. */
const LEAST_HOURS = 2;

/** Base URL of the WebSocket API's stage, by which its connections are managed. */
export const ENDPOINT = { LIVE_ENDPOINT: z.url() };

/** What only the functions behind the WebSocket API, and those that lead to it, have in their environment. */
export const live = fromEnvironment(
  { ...ENDPOINT, CHANGES_RETENTION_HOURS: z.coerce.number().int().min(LEAST_HOURS) },
  (env) => ({
    /** The endpoint for clients. */
    url: env.LIVE_ENDPOINT.replace(/^http/, 'ws'),
    /** Seconds that changes are kept. */
    retention: env.CHANGES_RETENTION_HOURS * 3_600,
  }),
);
