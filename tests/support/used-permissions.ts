import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A permission that a function used during a run of the tests. */
export type UsedPermission = { functionName: string; permission: string };

/** Records a use in a folder: an empty file for each, so that processes can do it concurrently. */
export const noteUse = (folder: string, { functionName, permission }: UsedPermission): void =>
  writeFileSync(join(folder, encodeURIComponent(`${functionName} ${permission}`)), '');

/** The recorded uses in a folder, each once. */
export const readUses = (folder: string): UsedPermission[] =>
  readdirSync(folder).map((file) => {
    const [functionName = '', ...permission] = decodeURIComponent(file).split(' ');
    return { functionName, permission: permission.join(' ') };
  });
