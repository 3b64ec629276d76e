import * as z from 'zod';

/** As long as a connection may last: while there is one, its board's changes are followed, and so is who may see them. */
const LEAST_HOURS = 2;

const Environment = z
  .object({ LIVE_ENDPOINT: z.url(), CHANGES_RETENTION_HOURS: z.coerce.number().int().min(LEAST_HOURS) })
  .transform((env) => ({
    /** Base URL of the WebSocket API's stage, by which its connections are managed. */
    endpoint: env.LIVE_ENDPOINT,
    /** The same for clients. */
    url: env.LIVE_ENDPOINT.replace(/^http/, 'ws'),
    /** Seconds that changes are kept. */
    retention: env.CHANGES_RETENTION_HOURS * 3_600,
  }));

/** What only the functions behind the WebSocket API, and those that lead to it, have in their environment. */
export const live = Environment.parse(process.env);
