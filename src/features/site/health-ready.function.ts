import { Refusal } from '../../domain/refusal.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { probeTable } from '../../table/probe.ts';
import { Readiness } from './schemas.ts';

export const route = {
  summary: 'Can the table be read?',
  auth: 'none',
  request: {},
  success: { 200: { description: 'The table can be read', body: Readiness } },
  refusals: [],
} satisfies Route;

export const handler = endpoint(route, async () => {
  try {
    await probeTable();
  } catch (cause) {
    throw new Refusal('unavailable', 'The table cannot be read.', { cause });
  }
  return ok({ status: 'ready' });
});
