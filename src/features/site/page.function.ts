import * as z from 'zod';
import assets from '../../../dist-web/assets.json' with { type: 'json' };
import { endpoint } from '../../lambda/http/endpoint.ts';
import { type BundledFile, file } from '../../lambda/http/files.ts';
import { pageSecurity } from '../../lambda/http/page-security.ts';
import { reachedAs } from '../../lambda/http/reached-as.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { pageConfig } from './config.ts';
import { FileHeaders, FileQuery, PageConfigView } from './schemas.ts';

const text = (type: string) => ({ type, body: z.string() });

export const route = {
  summary: 'The page and its files',
  auth: 'none',
  request: { headers: FileHeaders, query: FileQuery },
  success: {
    200: {
      description: 'The file, with gzip if the client accepts it',
      content: {
        '/': text('text/html; charset=utf-8'),
        '/app.js': text('text/javascript; charset=utf-8'),
        '/styles.css': text('text/css; charset=utf-8'),
        '/icon.svg': text('image/svg+xml'),
        '/config.json': { type: 'application/json', body: PageConfigView },
      },
      headers: ['etag', 'cache-control', 'content-security-policy'],
    },
    304: { description: 'The client has the current file', headers: ['etag'] },
  },
  refusals: [],
} satisfies Route;

const files: Record<string, BundledFile> = assets;

export const handler = endpoint(route, ({ url, host, headers, query }) => {
  const { liveOrigins, signInOrigins, signIn } = pageConfig();
  const found = files[url];
  if (!found) return ok({ signIn });
  const origins = [...liveOrigins.map((origin) => reachedAs(origin, host)), ...signInOrigins];
  return file(found, headers, query.v, pageSecurity(origins));
});
