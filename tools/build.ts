import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, context, type OutputFile } from 'esbuild';
import { INFORMATION_HELP, refuseArguments, runScript } from './command-line.ts';
import { functionFiles } from './functions.ts';
import { unreachable } from './unreachable.ts';
import { isUpToDate, noteBuilt } from './up-to-date.ts';
import { createWebBuilder, WEB_ASSETS } from './web.ts';

const root = join(import.meta.dirname, '..');
const outdir = join(root, 'dist');
const sourcemaps = join(root, 'sourcemaps');

/** One function's bundle: its name (`post-message`), its file below the project, its size in bytes. */
export type Bundle = { name: string; file: string; bytes: number };

/** Rebuilds every function's bundle, reusing what esbuild already parsed. `rebuild` rejects with esbuild's BuildFailure. */
export type Builder = { rebuild(): Promise<Bundle[]>; dispose(): Promise<void> };

/**
 * esbuild's settings for all functions at once: `src/features/<feature>/<function>.function.ts` becomes `dist/<function>/index.js`.
 * CommonJS, because an ES module that reaches `node:http` makes Node load its fetch implementation at start.
 * `supported.dynamic-import: false` folds the SDK's lazy chunks into one file and keeps tree shaking.
 */
const options = (functions: Map<string, string>): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: [...functions].map(([name, file]) => ({ in: file, out: join(name, 'index') })),
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
  plugins: [unreachable],
  legalComments: 'none',
  sourcemap: 'external',
  sourcesContent: false,
  write: false,
  logLevel: 'silent',
});

/** Writes a file atomically, and only if it has changed: another process may be reading or writing it. */
const write = (file: string, contents: Uint8Array): void => {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, contents);
  renameSync(temporary, file);
};

const functionOf = (file: string): string => basename(dirname(file));

/** Source maps go to `sourcemaps/<function>.js.map`, outside the deployed folders: they would only slow an upload down. */
const store = ({ path, contents }: OutputFile): Bundle[] => {
  if (path.endsWith('.map')) {
    write(join(sourcemaps, `${functionOf(path)}.js.map`), contents);
    return [];
  }
  write(path, contents);
  return [{ name: functionOf(path), file: `dist/${functionOf(path)}/index.js`, bytes: contents.length }];
};

/** Removes the bundles of deleted functions. */
const removeOthers = (bundles: Bundle[]): void => {
  const names = new Set(['package.json', ...bundles.map(({ name }) => name)]);
  for (const entry of readdirSync(outdir).filter((name) => !names.has(name))) {
    rmSync(join(outdir, entry), { recursive: true });
  }
};

/** A builder for the current functions; make a new one when a function is added or deleted. */
export const createBuilder = async (): Promise<Builder> => {
  // The project's own package.json says "module". In Lambda there is none, and CommonJS is the default.
  write(join(outdir, 'package.json'), Buffer.from('{ "type": "commonjs" }\n'));
  const esbuild = await context(options(functionFiles(root)));
  const web = await createWebBuilder(root);
  return {
    rebuild: async () => {
      // First, because the function that serves the page has the page in its bundle.
      if (web) write(join(root, WEB_ASSETS), Buffer.from(await web.rebuild()));
      const { outputFiles = [] } = await esbuild.rebuild();
      const bundles = outputFiles.flatMap(store).sort((a, b) => a.name.localeCompare(b.name));
      removeOthers(bundles);
      noteBuilt();
      return bundles;
    },
    dispose: async () => {
      await Promise.all([esbuild.dispose(), web?.dispose()]);
    },
  };
};

/** Builds every function once. */
export const build = async (): Promise<Bundle[]> => {
  const builder = await createBuilder();
  try {
    return await builder.rebuild();
  } finally {
    await builder.dispose();
  }
};

const HELP = `npm run build: bundles the page and every function, into dist/, unless what is there has been made of the same sources

${INFORMATION_HELP}`;

if (process.argv[1] === import.meta.filename) {
  await runScript(HELP, async (args) => {
    refuseArguments(args);
    if (isUpToDate()) return 'dist/ is up to date';
    const started = performance.now();
    const bundles = await build();
    const lines = bundles.map(({ file, bytes }) => `${file.padEnd(36)} ${(bytes / 1_000).toFixed(1).padStart(7)} kB`);
    return [...lines, `built in ${Math.round(performance.now() - started)} ms`].join('\n');
  });
}
