/** The embedded database: the entry `sam-offline/dynamodb`. */
export * from './client.ts';
export { openDatabase } from './open.ts';
