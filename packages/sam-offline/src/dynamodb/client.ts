/** A client of a database, and the tables that it makes there: the entry `sam-offline/dynamodb/client`. */
export { LOCAL } from '../aws-api/identity.ts';
export { createClient } from '../storage/client.ts';
export { OWN_TABLE } from '../storage/own-table.ts';
export { ensureTable } from './tables.ts';
