import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { Readiness } from '../schemas/health.ts';
import { checkReadiness } from '../usecases/check-readiness.ts';

export const route = {
  summary: 'Can the table be read?',
  request: {},
  success: { 200: { description: 'It can', body: Readiness } },
  refusals: [],
} satisfies Route;

export const handler = endpoint(route, async () => {
  await checkReadiness();
  return ok({ status: 'ready' });
});
