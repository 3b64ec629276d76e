import { version } from '../../package.json';
import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';

/** GET /health: the API and this function run. Says nothing of the table. */
export const handler = endpoint({}, () => ok({ status: 'ok', version }));
