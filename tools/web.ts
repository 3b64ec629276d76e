import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildContext, context } from 'esbuild';

/**
 * Builds the board's page, `web/`, for the function `page`: each file compressed, with its media type and the digest for
 * its entity tag.
 */

/** The output file, relative to the project. */
export const WEB_ASSETS = 'dist-web/assets.json';

/** One file of the page: its media type, its gzip in base64, and a digest of its contents. */
type Asset = { type: string; gzip: string; digest: string };

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

const digestOf = (contents: Uint8Array): string =>
  createHash('sha256').update(contents).digest('base64url').slice(0, 22);

const asset = (type: keyof typeof TYPES, contents: Uint8Array): Asset => ({
  type: TYPES[type],
  gzip: gzipSync(contents, { level: 9 }).toString('base64'),
  digest: digestOf(contents),
});

const options = (root: string) => ({
  absWorkingDir: root,
  entryPoints: [
    { in: 'web/src/main.tsx', out: 'app' },
    { in: 'web/styles.css', out: 'styles' },
  ],
  outdir: join(root, 'dist-web'),
  bundle: true,
  format: 'esm' as const,
  target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
  jsx: 'automatic' as const,
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none' as const,
  write: false as const,
  logLevel: 'silent' as const,
});

/** Rebuilds the page. @returns the contents of `dist-web/assets.json`; rejects with esbuild's BuildFailure */
export type WebBuilder = { rebuild(): Promise<string>; dispose(): Promise<void> };

const assetsOf = async (root: string, esbuild: BuildContext<ReturnType<typeof options>>): Promise<string> => {
  const { outputFiles } = await esbuild.rebuild();
  const output = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.contents ?? new Uint8Array();
  const files = {
    '/app.js': asset('js', output('.js')),
    '/styles.css': asset('css', output('.css')),
    '/icon.svg': asset('svg', readFileSync(join(root, 'web/icon.svg'))),
  };
  // The digest in the query gives each version its own URL, which browsers may cache for ever.
  let html = readFileSync(join(root, 'web/index.html'), 'utf8');
  for (const [path, { digest }] of Object.entries(files)) html = html.replace(`"${path}"`, `"${path}?v=${digest}"`);
  return JSON.stringify({ '/': asset('html', Buffer.from(html)), ...files });
};

/** A builder for the page of a project; undefined if the project has no page. */
export const createWebBuilder = async (root: string): Promise<WebBuilder | undefined> => {
  if (!existsSync(join(root, 'web/src/main.tsx'))) return undefined;
  const esbuild = await context(options(root));
  return { rebuild: () => assetsOf(root, esbuild), dispose: () => esbuild.dispose() };
};
