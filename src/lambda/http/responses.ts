import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { entityTag, isKnown } from './entity-tag.ts';

/** A response for API Gateway (payload format 2.0). */
export type Response = APIGatewayProxyStructuredResultV2;

/** A versioned resource. Its strong entity tag is its version. */
type Versioned = { version: number };

/** Browsers must not guess another media type than the declared one. */
export const NO_SNIFFING = { 'x-content-type-options': 'nosniff' } as const;

const json = (statusCode: number, body: object, headers: Record<string, string> = {}): Response => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...NO_SNIFFING, ...headers },
  body: JSON.stringify(body),
});

/** 200 with a JSON body. */
export const ok = (body: object): Response => json(200, body);

/** 200 with a versioned resource; 304 if the client has this version already. */
export const current = (body: Versioned, ifNoneMatch?: string): Response => {
  const etag = entityTag(body.version);
  return isKnown(ifNoneMatch, etag) ? { statusCode: 304, headers: { etag } } : json(200, body, { etag });
};

/**
 * 201 with the created resource and, if it is versioned, its entity tag. `location` is undefined for a resource that
 * cannot be read.
 */
export const created = (location: string | undefined, body: object, headers: Record<string, string> = {}): Response => {
  const etag = 'version' in body && typeof body.version === 'number' ? { etag: entityTag(body.version) } : {};
  return json(201, body, { ...(location && { location }), ...etag, ...headers });
};

/** 202 for a request that is processed later. */
export const accepted = (body: object, headers: Record<string, string> = {}): Response => json(202, body, headers);

/** 204. */
export const noContent = (): Response => ({ statusCode: 204 });

/** The header that marks a repeated answer. */
export const replayed = (creation: { replayed: boolean }): Record<string, string> =>
  creation.replayed ? { 'idempotent-replayed': 'true' } : {};
