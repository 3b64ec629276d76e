import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps, and save several files at once. */
const QUIET_MS = 40;

/**
 * Calls `onChange` after something below `folders`, or one of `files`, has changed and been quiet for a moment; never
 * twice at the same time: what changes meanwhile makes it run once more.
 * @param onChange must not reject
 */
export const watchSources = (
  { folders, files }: { folders: string[]; files: string[] },
  onChange: () => Promise<void>,
): { close(): void } => {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const run = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await onChange();
    } while (again);
    running = false;
  };
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(run, QUIET_MS);
  };
  const watchers = [
    ...folders.map((folder) => watch(folder, { recursive: true }, touched)),
    ...files.map((file) => watchFile(file, touched)),
  ];
  return {
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
};

/** By its folder: many editors replace a file instead of writing into it. */
const watchFile = (file: string, touched: () => void): FSWatcher =>
  watch(dirname(file), (_event, name) => {
    if (name === basename(file)) touched();
  });
