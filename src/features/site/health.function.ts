import manifest from '../../../package.json' with { type: 'json' };
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { Health } from './schemas.ts';

export const route = {
  summary: 'Is the API running?',
  description: 'Does not check the table.',
  auth: 'none',
  request: {},
  success: { 200: { description: 'The API is running', body: Health } },
  refusals: [],
} satisfies Route;

export const handler = endpoint(route, () => ok({ status: 'ok', version: manifest.version }));
