import { chmodSync, closeSync, openSync } from 'node:fs';
import { codeOf } from './failure.ts';

/** The mode of what only its owner reads. Windows has its own ways, and ignores it. */
export const PRIVATE = 0o600;
/** The mode of a folder that only its owner looks into. */
export const PRIVATE_FOLDER = 0o700;

/** Makes sure that the file is there, and its owner's alone. @throws the system's error when it can't be opened */
export const keepPrivate = (file: string): void => {
  closeSync(openSync(file, 'a', PRIVATE));
  try {
    chmodSync(file, PRIVATE);
  } catch (error) {
    // Another owner's file, and some file systems, keep the mode that they have.
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'ENOTSUP') throw error;
  }
};
