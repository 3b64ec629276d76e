import { join } from 'node:path';

/** The file of the command `sam-offline`. */
export const COMMAND = join(import.meta.dirname, '..', 'bin', 'sam-offline.js');
