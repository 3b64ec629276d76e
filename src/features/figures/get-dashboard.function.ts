import { requireAdmin } from '../../domain/actor.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { readFigures } from '../../table/figures.ts';
import { FiguresQuery, FiguresView } from './schemas.ts';

const DEFAULT_DAYS = 30;

export const route = {
  summary: 'The operator’s view',
  description: 'Only for the group admin. The figures lag a few seconds behind.',
  auth: 'user',
  request: { query: FiguresQuery },
  success: { 200: { description: 'The number of boards, and the figures of each day', body: FiguresView } },
  refusals: ['not-admin'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, query }) => {
  requireAdmin(user);
  return ok(await readFigures(query.days ?? DEFAULT_DAYS));
});
