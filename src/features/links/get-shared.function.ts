import { guestActor } from '../../access/actor.ts';
import { hexDigestOf } from '../../domain/secret.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { TokenPath } from './request.ts';
import { SharedView, sharedView } from './schemas.ts';

export const route = {
  summary: 'See what a share link is for',
  auth: 'none',
  request: { path: TokenPath },
  success: { 200: { description: 'Whether the link allows reading, or also writing', body: SharedView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ path }) => ok(sharedView(await guestActor(hexDigestOf(path.token)))));
