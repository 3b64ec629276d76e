import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

/** A separate project with this one's runner and build, and sources that a test may change. */
export type TestProject = {
  folder: string;
  /** Writes a file, given by its path in the project. */
  write(path: string, text: string): void;
  remove(): void;
};

/** @param without a package scope or package that its node_modules lacks */
export const createProject = (files: Record<string, string>, without?: string): TestProject => {
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-project-'));
  for (const name of ['packages', 'tools', 'package.json', 'sam-offline.config.ts']) {
    cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(PROJECT, 'node_modules')).filter(
    (entry) => ![without, '.cache', 'sam-offline'].includes(entry),
  )) {
    symlinkSync(join(PROJECT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  symlinkSync(join(folder, 'packages', 'sam-offline'), join(folder, 'node_modules', 'sam-offline'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
