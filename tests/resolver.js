import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import process from 'node:process';

/** For each package one file, which hands out what Node itself has loaded. */
const folder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'outside-sandbox');

const write = (file, text) => {
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
  return file;
};

/**
 * jest's resolver. The packages that cost most time are loaded by Node, outside the sandbox of the test file, where they
 * stay warm for the next one (tests/environment.ts). Everything else is found as jest finds it.
 */
export const sync = (path, options) => {
  const { basedir, defaultResolver } = options;
  const isOutside = /^(@aws-sdk\/[a-z0-9-]+|yaml)$/.test(path) && !basedir.includes(`${sep}node_modules`);
  if (!isOutside) return defaultResolver(path, options);
  const text = `module.exports = globalThis.outside.load(${JSON.stringify(path)});\n`;
  return write(join(folder, `${encodeURIComponent(path)}.cjs`), text);
};
