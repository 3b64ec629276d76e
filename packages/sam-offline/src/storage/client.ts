import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Identity } from '../aws-api/identity.ts';

/** A client of the database at `url`. */
export const createClient = (options: Identity & { url: string }): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: options.url,
    region: options.region,
    credentials: options.credentials,
    maxAttempts: 2,
  });
