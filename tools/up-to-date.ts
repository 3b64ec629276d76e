import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Whether dist/ already is the result of a build, so that `npm start` need not build. Contents decide, not times: a
 * checkout gives every file a new time.
 */
const root = join(import.meta.dirname, '..');

/** In the folder of the source maps, which are not deployed either. */
const RECORD = join(root, 'sourcemaps', 'built.json');

/** All inputs of a bundle: the sources, the project files they import, the packages, and the build itself. */
const INPUTS = [
  'src/**/*.ts',
  'web/**/*.{ts,tsx,css,html,svg}',
  'docs/openapi.json',
  'package.json',
  'package-lock.json',
  'tools/{build,functions,web,unreachable*}.ts',
];
const OUTPUTS = ['dist/package.json', 'dist/*/index.js', 'dist-web/assets.json'];

/** One digest for the names and contents of files. */
const digestOf = (patterns: string[]): string => {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root }).sort()) {
    const contents = readFileSync(join(root, file));
    hash.update(`${file}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
};

const state = () => ({ inputs: digestOf(INPUTS), outputs: digestOf(OUTPUTS) });

/** Whether sources and bundles are those of the last build. */
export const isUpToDate = (): boolean => {
  if (!existsSync(RECORD)) return false;
  const { inputs, outputs } = state();
  return readFileSync(RECORD, 'utf8') === JSON.stringify({ inputs, outputs });
};

/** Records that the bundles belong to the current sources. */
export const noteBuilt = (): void => {
  mkdirSync(dirname(RECORD), { recursive: true });
  const temporary = `${RECORD}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(state()));
  renameSync(temporary, RECORD);
};
