import type { RefusalCode } from '../../domain/refusal.ts';
import { RATE_LIMIT_HEADERS } from './rate-limit.ts';

/** `varying`: headers whose values depend on the refusal. */
type Status = { status: number; title: string; headers?: Record<string, string>; varying?: readonly string[] };

/** When a client may try again, in seconds. */
const RETRY_LATER = { 'retry-after': '1' };

/** The HTTP status and title of each refusal code. */
export const STATUS: Record<RefusalCode | 'internal-error', Status> = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'malformed-cursor': { status: 400, title: 'The cursor is not valid' },
  unauthenticated: {
    status: 401,
    title: 'You are not signed in',
    headers: { 'www-authenticate': 'Bearer' },
  },
  'edit-token-missing': {
    status: 401,
    title: 'The edit token is missing',
    headers: { 'www-authenticate': 'EditToken realm="message"' },
  },
  'edit-token-wrong': { status: 403, title: 'The edit token belongs to another message' },
  'not-author': { status: 403, title: 'The message belongs to another person' },
  'role-too-low': { status: 403, title: 'Your role on the board does not allow this' },
  'link-read-only': { status: 403, title: 'The link is read-only' },
  'not-admin': { status: 403, title: 'This is for administrators' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'username-taken': { status: 409, title: 'This username is taken' },
  'profile-missing': { status: 409, title: 'You have no profile yet' },
  'last-owner': { status: 409, title: 'A board needs an owner' },
  'invite-used-up': { status: 409, title: 'The invite has no uses left' },
  'version-mismatch': { status: 412, title: 'It has changed in the meantime' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body must be sent as application/json, uncompressed',
    headers: { 'accept-encoding': 'identity' },
  },
  'invalid-fields': { status: 422, title: 'Some fields are not valid' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'protocol-unsupported': { status: 422, title: 'This version of the live protocol is not supported' },
  'quota-exceeded': {
    status: 429,
    title: 'The quota of posts is used up',
    varying: ['retry-after', ...RATE_LIMIT_HEADERS],
  },
  unavailable: { status: 503, title: 'Not available right now', headers: RETRY_LATER },
  'internal-error': { status: 500, title: 'The server failed' },
};
