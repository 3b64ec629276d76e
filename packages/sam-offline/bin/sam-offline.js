#!/usr/bin/env node
// The command `sam-offline`. Plain JavaScript, so that a Node too old to strip types can still say so in one sentence.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  console.error(
    `sam-offline needs Node ${NEEDED} or later; this is Node ${process.versions.node} on ${process.platform}-${process.arch}. ` +
      'Install it from nodejs.org, or on linux-x64 run "npm install" again, which brings its own.',
  );
  process.exit(1);
}

// What Node compiles of the package it keeps, types already stripped: that is half of what a start costs. By its name here,
// because a Node that is too old lacks it. Where nothing can be written, nothing is kept.
const { enableCompileCache } = await import('node:module');
const own = join(import.meta.dirname, '..', 'node_modules');
const modules = existsSync(own) ? own : join(import.meta.dirname, '..', '..', '..', 'node_modules');
enableCompileCache(join(modules, '.cache', 'sam-offline'));

const { main } = await import('../src/cli/main.ts');
await main(process.argv.slice(2));
