import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { checkReadiness } from './check-readiness.ts';
import { Readiness } from './health-schemas.ts';

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
