import { QUOTA_WINDOW_SECONDS, type QuotaState } from '../../domain/quota.ts';

/** The header fields for the state of a quota. */
export const RATE_LIMIT_HEADERS = ['ratelimit-policy', 'ratelimit'] as const;

/**
 * The state of a quota as structured fields: `"person";q=60;w=60` and `"person";r=12;t=33`. The second field is omitted
 * if the number of remaining posts is unknown.
 * Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-11
 */
export const rateLimit = (state: QuotaState | undefined): Record<string, string> => {
  if (!state) return {};
  const { policy, limit, remaining, secondsLeft } = state;
  return {
    'ratelimit-policy': `"${policy}";q=${limit};w=${QUOTA_WINDOW_SECONDS}`,
    ...(remaining !== undefined && { ratelimit: `"${policy}";r=${remaining};t=${secondsLeft}` }),
  };
};
