import type { Identity } from '../aws-api/identity.ts';
import { type Database, startEmbedded, useEndpoint } from './database.ts';
import type { DatabaseOptions } from './options.ts';

/** Starts the embedded database, or uses the one that was named. @param holder the command that does: `npm start` */
export const openDatabase = async (options: DatabaseOptions, identity: Identity, holder: string): Promise<Database> =>
  options.kind === 'endpoint'
    ? useEndpoint({ url: options.url, ...identity })
    : startEmbedded({ ...options, ...identity, holder });
