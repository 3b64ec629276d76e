import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a function used during a run of the tests. */
export type UsedPermission = { functionName: string; permission: string };

/** Notes a use in a folder: a file without content for each, so that any number of processes may do it at once. */
export const noteUse = (folder: string, { functionName, permission }: UsedPermission): void =>
  writeFileSync(join(folder, encodeURIComponent(`${functionName} ${permission}`)), '');

/** What was noted in a folder, each once. */
export const readUses = (folder: string): UsedPermission[] =>
  readdirSync(folder).map((file) => {
    const [functionName = '', ...permission] = decodeURIComponent(file).split(' ');
    return { functionName, permission: permission.join(' ') };
  });
