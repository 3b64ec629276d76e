import type { QuotaState } from './quota.ts';

/** Why a request was refused. Codes are stable and machine-readable, so clients may compare them. */
export type RefusalCode =
  | 'malformed-json'
  | 'malformed-cursor'
  | 'unauthenticated'
  | 'edit-token-missing'
  | 'edit-token-wrong'
  | 'not-author'
  | 'role-too-low'
  | 'link-read-only'
  | 'not-admin'
  | 'not-found'
  | 'username-taken'
  | 'profile-missing'
  | 'last-owner'
  | 'invite-used-up'
  | 'version-mismatch'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'invalid-fields'
  | 'idempotency-key-reused'
  | 'protocol-unsupported'
  | 'quota-exceeded'
  | 'unavailable';

/**
 * One invalid field: what is wrong, and where: in the body (RFC 6901 pointer), the query string or path, or a header.
 */
export type FieldError =
  | { detail: string; pointer: string }
  | { detail: string; parameter: string }
  | { detail: string; header: string };

type Details = { errors?: readonly FieldError[]; quota?: QuotaState; cause?: unknown };

/** The refusal of a request, as an expected result. `message` tells the sender what is wrong and what to do. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly errors: readonly FieldError[];
  /** Only for `quota-exceeded`: the quota, and how long to wait. */
  readonly quota: QuotaState | undefined;

  constructor(code: RefusalCode, message: string, options: Details = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Refusal';
    this.code = code;
    this.errors = options.errors ?? [];
    this.quota = options.quota;
  }
}
