import type { Answer } from '../whiteboard.ts';

/** The abbreviations of refusal codes in the table. */
const REFUSALS: Record<string, string> = {
  'not-found': '404',
  'role-too-low': '403r',
  'not-author': '403a',
  'link-read-only': '403l',
  'not-admin': '403n',
  'edit-token-wrong': '403e',
  'edit-token-missing': '401e',
  'last-owner': '409o',
};

/**
 * An answer as the table writes it: a success as its status, the gateway's own 401 as `401`, a function's refusal,
 * which must be problem details, by `REFUSALS`. Any other answer in full, so that it equals no cell.
 */
export const outcomeOf = ({ status, headers, body }: Answer): string => {
  const type = headers['content-type'];
  if (status < 300) return String(status);
  if (status === 401 && type === 'application/json' && JSON.stringify(body) === '{"message":"Unauthorized"}')
    return '401';
  const known = REFUSALS[String(body.code)];
  const isProblem = type === 'application/problem+json' && body.status === status;
  return isProblem && known?.startsWith(String(status)) ? known : `${status} ${type} ${JSON.stringify(body)}`;
};
