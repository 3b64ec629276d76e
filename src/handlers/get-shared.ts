import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { SharedView, sharedView } from '../schemas/link.ts';
import { TokenPath } from '../schemas/request.ts';
import { findShareLink } from '../usecases/links.ts';

export const route = {
  summary: 'See what a share link is for',
  request: { path: TokenPath },
  success: { 200: { description: 'Whether it lets one read, or write', body: SharedView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ path }) => ok(sharedView(await findShareLink(path.token))));
