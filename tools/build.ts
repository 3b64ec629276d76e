import { globSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type BuildOptions, type BuildResult, context } from 'esbuild';

const root = join(import.meta.dirname, '..');
const handlers = 'src/handlers';
const outdir = 'dist';
const sourcemaps = 'sourcemaps';

/** One function's bundle: its name (`post-message`), its file below the project, its size in bytes. */
export type Bundle = { name: string; file: string; bytes: number };

/** Rebuilds every function's bundle, reusing what esbuild already parsed. `rebuild` rejects with esbuild's BuildFailure. */
export type Builder = { rebuild(): Promise<Bundle[]>; dispose(): Promise<void> };

/**
 * esbuild's settings for all functions at once: `src/handlers/<function>.ts` becomes `dist/<function>/index.js`.
 * CommonJS, because an ES module that reaches `node:http` makes Node load its fetch implementation at start.
 * `supported.dynamic-import: false` folds the SDK's lazy chunks into one file and keeps tree shaking.
 */
const options = (entryPoints: string[]): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: entryPoints.map((file) => ({ in: file, out: join(basename(file, '.ts'), 'index') })),
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
  alias: {
    // Never reached: the client gets its credentials explicitly, and DynamoDB has no event streams.
    '@aws-sdk/credential-provider-node': './tools/stubs/credential-provider-node.ts',
    '@smithy/core/event-streams': './tools/stubs/event-streams.ts',
  },
  legalComments: 'none',
  sourcemap: 'external',
  sourcesContent: false,
  metafile: true,
  write: true,
  logLevel: 'silent',
});

/** Source maps would only slow an upload down: they go to `sourcemaps/<function>.js.map`, outside what is deployed. */
const moveSourceMaps = (outputs: string[]): void => {
  mkdirSync(join(root, sourcemaps), { recursive: true });
  for (const file of outputs.filter((name) => name.endsWith('.map'))) {
    renameSync(join(root, file), join(root, sourcemaps, `${basename(dirname(file))}.js.map`));
  }
};

const bundles = (result: BuildResult): Bundle[] => {
  const outputs = Object.keys(result.metafile?.outputs ?? {});
  moveSourceMaps(outputs);
  return outputs
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ name: basename(dirname(file)), file, bytes: statSync(join(root, file)).size }))
    .sort((a, b) => a.name.localeCompare(b.name));
};

/** A builder for the handlers that exist now; make another one when a handler file comes or goes. */
export const createBuilder = async (): Promise<Builder> => {
  const entryPoints = globSync(`${handlers}/*.ts`, { cwd: root });
  const esbuild = await context(options(entryPoints));
  return {
    rebuild: async () => bundles(await esbuild.rebuild()),
    dispose: () => esbuild.dispose(),
  };
};

/** Builds everything once into an empty `dist/`. */
export const build = async (): Promise<Bundle[]> => {
  rmSync(join(root, outdir), { recursive: true, force: true });
  mkdirSync(join(root, outdir));
  // The project's own package.json says "module"; in Lambda the bundles lie alone and are CommonJS by default.
  writeFileSync(join(root, outdir, 'package.json'), '{ "type": "commonjs" }\n');
  const builder = await createBuilder();
  try {
    return await builder.rebuild();
  } finally {
    await builder.dispose();
  }
};

if (process.argv[1] === import.meta.filename) {
  const started = performance.now();
  for (const { file, bytes } of await build()) {
    console.log(`${relative('', file).padEnd(36)} ${(bytes / 1024).toFixed(1).padStart(7)} KiB`);
  }
  console.log(`built in ${Math.round(performance.now() - started)} ms`);
}
