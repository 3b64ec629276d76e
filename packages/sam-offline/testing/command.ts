import { join } from 'node:path';

/** The file of the command `sam-offline`. */
export const COMMAND = join(__dirname, '..', 'bin', 'sam-offline.js');
