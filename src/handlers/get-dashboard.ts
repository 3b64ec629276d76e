import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { FiguresQuery, FiguresView } from '../schemas/figures.ts';
import { figuresFor } from '../usecases/figures.ts';

const DEFAULT_DAYS = 30;

export const route = {
  summary: 'The operator’s view',
  description: 'For the group admin. Figures run a few seconds behind.',
  request: { query: FiguresQuery },
  success: { 200: { description: 'What there is, and what happened on each day', body: FiguresView } },
  refusals: ['not-admin'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, query }) =>
  ok(await figuresFor(user, query.days ?? DEFAULT_DAYS)),
);
