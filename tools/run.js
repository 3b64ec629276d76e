// Runs a TypeScript entry point of this repository: `node tools/run.js tools/build.ts [argument …]`.
// Plain JavaScript, so that a Node too old to strip types can still say so in one sentence.
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  console.error(
    `Whiteboard needs Node ${NEEDED} or later; this is Node ${process.versions.node} on ${process.platform}-${process.arch}. ` +
      'Install it from nodejs.org, or on linux-x64 run "npm install" again, which brings its own.',
  );
  process.exit(1);
}

// Node keeps the compiled code of the project, types already stripped: that saves half of a start. It is looked up by name,
// because a Node that is too old lacks it. If the folder cannot be written, nothing is kept.
const { enableCompileCache } = await import('node:module');
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'whiteboard'));

const [entry, ...rest] = process.argv.slice(2);
if (entry !== undefined) {
  process.argv = [process.argv[0], resolve(entry), ...rest];
  await import(pathToFileURL(resolve(entry)).href);
}
