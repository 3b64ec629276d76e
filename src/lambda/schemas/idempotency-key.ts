import * as z from 'zod';
import { IDEMPOTENCY_KEY_MAX_LENGTH } from '../../domain/limits.ts';

const RULE = `must have 1 to ${IDEMPOTENCY_KEY_MAX_LENGTH} visible ASCII characters, quoted or bare`;
const KEY = new RegExp(`^[!-~]{1,${IDEMPOTENCY_KEY_MAX_LENGTH}}$`);

/**
 * The name of a change that is carried out only once: an `Idempotency-Key` over HTTP, a `clientMutationId` over a live
 * connection. The draft defines a quoted string; unquoted keys are common. Both forms mean the same key.
 * Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export const idempotencyKey = (label: string) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `${label} is missing` : `${label} ${RULE}`) })
    .transform((value) => /^"(.*)"$/.exec(value)?.[1] ?? value)
    .refine((value) => KEY.test(value), `${label} ${RULE}`);
