import * as z from 'zod';
import { IDEMPOTENCY_KEY_MAX_LENGTH } from '../../domain/limits.ts';

const RULE = `must have 1 to ${IDEMPOTENCY_KEY_MAX_LENGTH} visible ASCII characters, quoted or bare`;
const KEY = new RegExp(`^[!-~]{1,${IDEMPOTENCY_KEY_MAX_LENGTH}}$`);

/**
 * What names a change so that it is carried out once: an `Idempotency-Key` by HTTP, a `clientMutationId` over the live
 * connection. The draft has it as a quoted string, bare is widespread: both are the same key.
 * Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export const idempotencyKey = (label: string) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `${label} is missing` : `${label} ${RULE}`) })
    .transform((value) => /^"(.*)"$/.exec(value)?.[1] ?? value)
    .refine((value) => KEY.test(value), `${label} ${RULE}`);
