import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import { checkReadiness } from '../usecases/check-readiness.ts';

/** GET /health/ready: requests that need the table can be served. */
export const handler = endpoint({}, async () => {
  await checkReadiness();
  return ok({ status: 'ready' });
});
