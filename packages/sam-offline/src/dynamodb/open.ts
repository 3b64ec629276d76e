import type { DatabaseOptions } from '../cli/shared-options.ts';
import { type Database, startEmbedded, useEndpoint } from './database.ts';
import type { Identity } from './identity.ts';

/** Starts the embedded database, or uses the one that was named. @param holder who does: `npm start` */
export const openDatabase = async (options: DatabaseOptions, identity: Identity, holder: string): Promise<Database> =>
  options.kind === 'endpoint'
    ? useEndpoint({ url: options.url, ...identity })
    : startEmbedded({ ...options, ...identity, holder });
