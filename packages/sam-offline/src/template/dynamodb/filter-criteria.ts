import { messageOf } from '../../failure.ts';
import type { Fields } from '../fields.ts';
import type { Support } from '../support.ts';
import { compilePattern, type RecordFilter } from './filter-pattern.ts';

/** More than five need a raised quota, more than ten are refused. */
const MOST_FILTERS = 10;
const LONGEST_PATTERN = 4_096;

export const FILTER_CRITERIA: Support = { honours: { Filters: { listOf: { honours: { Pattern: true } } } } };

/**
 * Reads the `FilterCriteria` of an event source mapping: a record that meets any of its filters is wanted, and every
 * one where there is none. https://docs.aws.amazon.com/lambda/latest/api/API_FilterCriteria.html
 * @throws Failure for a pattern that AWS would refuse as well
 */
export const readFilterCriteria = (criteria: Fields | undefined): RecordFilter => {
  const filters = criteria?.sections('Filters') ?? [];
  if (criteria && filters.length > MOST_FILTERS) {
    throw criteria.wrong('Filters', `has ${filters.length} filters; at most ${MOST_FILTERS} are allowed`);
  }
  const wanted = filters.map(readPattern);
  return (record) => wanted.length === 0 || wanted.some((matches) => matches(record));
};

const readPattern = (filter: Fields): RecordFilter => {
  const text = filter.requiredText('Pattern');
  if (text.length > LONGEST_PATTERN) throw filter.wrong('Pattern', `is longer than ${LONGEST_PATTERN} characters`);
  const pattern = parse(text);
  if (pattern === undefined) throw filter.wrong('Pattern', 'is not JSON');
  try {
    return compilePattern(pattern);
  } catch (error) {
    throw filter.wrong('Pattern', messageOf(error));
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
