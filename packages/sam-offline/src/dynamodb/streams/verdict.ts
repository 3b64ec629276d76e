import type { Invocation } from '../../lambda/pool.ts';
import { isMap } from '../../template/parse.ts';

/**
 * What became of a batch. `from` is the index of the first record that has to be retried; `functionError` tells an
 * error or a timeout from a result that names failed records. Not invoked: nothing was tried.
 */
export type Verdict =
  | { type: 'processed' }
  | { type: 'failed'; from: number; functionError: boolean }
  | { type: 'not-invoked' };

const PROCESSED: Verdict = { type: 'processed' };
const ALL_FAILED: Verdict = { type: 'failed', from: 0, functionError: false };

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * @param sequenceNumbers of the batch, in its order
 * @param reportsItemFailures whether the result is looked at
 */
export const verdictOn = (
  outcome: Invocation,
  sequenceNumbers: string[],
  { reportsItemFailures }: { reportsItemFailures: boolean },
): Verdict => {
  if (outcome.type === 'unavailable') return { type: 'not-invoked' };
  if (outcome.type !== 'result') return { ...ALL_FAILED, functionError: true };
  return reportsItemFailures ? verdictOnResult(JSON.parse(outcome.payload), sequenceNumbers) : PROCESSED;
};

const verdictOnResult = (result: unknown, sequenceNumbers: string[]): Verdict => {
  if (result === null || result === '' || (Array.isArray(result) && result.length === 0)) return PROCESSED;
  if (!isMap(result)) return ALL_FAILED;
  const failures = result.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return ALL_FAILED;
  const indexes = failures.map((failure) => (isMap(failure) ? indexOf(failure.itemIdentifier, sequenceNumbers) : -1));
  if (indexes.includes(-1)) return ALL_FAILED;
  return indexes.length === 0 ? PROCESSED : { ...ALL_FAILED, from: Math.min(...indexes) };
};

const indexOf = (identifier: unknown, sequenceNumbers: string[]): number =>
  typeof identifier === 'string' ? sequenceNumbers.indexOf(identifier) : -1;
