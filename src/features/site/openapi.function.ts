import document from '../../../docs/openapi.json' with { type: 'json' };
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { OpenApiDocument } from './schemas.ts';

export const route = {
  summary: 'This document',
  auth: 'none',
  request: {},
  success: { 200: { description: 'The OpenAPI 3.1 document of this API', body: OpenApiDocument } },
  refusals: [],
} satisfies Route;

export const handler = endpoint(route, () => ok(document));
