import { type Input, integer, text } from '../../aws-api/input.ts';
import { ServiceError } from '../../aws-api/service.ts';

/** Entries in one answer at most, also where nobody says how many. */
const LARGEST_PAGE = 1_000;

/**
 * Those of `all` that a request with `MaxResults` and `NextToken` asks for, in the order of their names. A token stands
 * for the last one of its page, so that it holds when queues come and go.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
 * @throws ServiceError InvalidParameterValue
 */
export const pageOf = <T extends { name: string }>(input: Input, all: T[]): { page: T[]; NextToken?: string } => {
  const wanted = integer(input, 'MaxResults', [1, LARGEST_PAGE]);
  const after = nameOf(text(input, 'NextToken'));
  const rest = all
    .filter(({ name }) => after === undefined || name > after)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const page = rest.slice(0, wanted ?? LARGEST_PAGE);
  const last = page.at(-1);
  // Without MaxResults there is no token, even where there is more.
  const isWhole = wanted === undefined || page.length === rest.length;
  return isWhole || last === undefined ? { page } : { page, NextToken: tokenOf(last.name) };
};

const tokenOf = (name: string): string => Buffer.from(name).toString('base64url');

const nameOf = (token: string | undefined): string | undefined => {
  if (token === undefined) return undefined;
  const name = Buffer.from(token, 'base64url').toString();
  if (/^[\w-]{1,80}$/.test(name) && tokenOf(name) === token) return name;
  throw new ServiceError('InvalidParameterValue', 'Invalid or expired next token.');
};
