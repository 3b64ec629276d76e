import { type Input, objects, text } from '../../aws-api/input.ts';
import { ServiceError } from '../../aws-api/service.ts';

const MOST_ENTRIES = 10;

type Result = { Successful: object[]; Failed: object[] };

/**
 * Runs one operation for every entry of a batch; one that fails keeps no other from its turn.
 * @param run gives what is told of an entry beside its id
 * @throws ServiceError for a batch that isn't one
 */
export const runBatch = async (input: Input, run: (entry: Input) => Promise<object>): Promise<Result> => {
  const entries = objects(input, 'Entries').map((entry) => ({ Id: text(entry, 'Id') ?? '', entry }));
  if (entries.length === 0) throw new ServiceError('EmptyBatchRequest', 'There is no entry in the request.');
  if (entries.length > MOST_ENTRIES) {
    const message = `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`;
    throw new ServiceError('TooManyEntriesInBatchRequest', message);
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) {
    const message = 'A batch entry id has 1 to 80 letters, digits, hyphens and underscores.';
    throw new ServiceError('InvalidBatchEntryId', message);
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new ServiceError('BatchEntryIdsNotDistinct', 'Two entries of the batch have the same id.');
  }
  const result: Result = { Successful: [], Failed: [] };
  for (const { Id, entry } of entries) {
    try {
      result.Successful.push({ Id, ...(await run(entry)) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      result.Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return result;
};
