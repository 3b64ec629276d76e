import fc from 'fast-check';
import { FILTER_CRITERIA, readFilterCriteria } from '../../src/template/dynamodb/filter-criteria.ts';
import { compilePattern } from '../../src/template/dynamodb/filter-pattern.ts';
import { Fields } from '../../src/template/fields.ts';

const record = {
  eventName: 'MODIFY',
  count: 5,
  flag: true,
  nothing: null,
  empty: '',
  list: ['a', 'b', 7],
  none: [],
  maps: [
    { kind: 'x', size: 1 },
    { kind: 'y', size: 2 },
  ],
  dynamodb: {
    Keys: { PK: { S: 'BOARD#1' }, SK: { S: 'MSG#01' } },
    NewImage: { PK: { S: 'BOARD#1' }, likes: { N: '12' }, done: { BOOL: false }, tags: { SS: ['red', 'Blue'] } },
  },
};

describe('a filter pattern', () => {
  test.each([
    ['a value', { eventName: ['MODIFY'] }],
    ['one of several values', { eventName: ['INSERT', 'MODIFY'] }],
    ['several fields, all of them', { eventName: ['MODIFY'], count: [5] }],
    ['a number', { count: [5.0] }],
    ['true', { flag: [true] }],
    ['null', { nothing: [null] }],
    ['an empty string', { empty: [''] }],
    ['a field inside', { dynamodb: { Keys: { PK: { S: ['BOARD#1'] } } } }],
    ['any element of a list', { list: ['b'] }],
    ['any map of a list, as a whole', { maps: { kind: ['y'], size: [2] } }],
    ['a prefix', { dynamodb: { Keys: { PK: { S: [{ prefix: 'BOARD#' }] } } } }],
    ['a suffix', { dynamodb: { Keys: { SK: { S: [{ suffix: '01' }] } } } }],
    ['whatever case', { dynamodb: { NewImage: { tags: { SS: [{ 'equals-ignore-case': 'BLUE' }] } } } }],
    ['anything but a value', { eventName: [{ 'anything-but': 'REMOVE' }] }],
    ['anything but a list', { eventName: [{ 'anything-but': ['REMOVE', 'INSERT'] }] }],
    ['anything but a number', { count: [{ 'anything-but': 4 }] }],
    ['anything but a prefix', { eventName: [{ 'anything-but': { prefix: 'RE' } }] }],
    ['what exists', { dynamodb: { NewImage: { done: { BOOL: [{ exists: true }] } } } }],
    ['what does not exist', { dynamodb: { OldImage: { PK: { S: [{ exists: false }] } } } }],
    ['what is a map, and so no value, as not existing', { dynamodb: [{ exists: false }] }],
    ['a value, or none', { missing: ['x', { exists: false }] }],
    ['a map of an empty list, as absent', { none: { kind: [{ exists: false }] } }],
    ['anything but a prefix, among the elements of a list', { list: [{ 'anything-but': { prefix: 'a' } }] }],
    ['anything but a prefix, of a number', { count: [{ 'anything-but': { prefix: '5' } }] }],
    ['a number in a list of texts', { list: [{ numeric: ['=', 7] }] }],
    ['a number below', { count: [{ numeric: ['<', 6] }] }],
    ['a number at its upper bound', { count: [{ numeric: ['<=', 5] }] }],
    ['a number at its lower bound', { count: [{ numeric: ['>=', 5] }] }],
    ['a number that is equal', { count: [{ numeric: ['=', 5] }] }],
    ['a range', { count: [{ numeric: ['>', 4, '<=', 5] }] }],
    ['one of two fields', { $or: [{ eventName: ['REMOVE'] }, { count: [5] }], flag: [true] }],
    ['one of two fields inside', { dynamodb: { Keys: { $or: [{ PK: { S: ['?'] } }, { SK: { S: ['MSG#01'] } }] } } }],
  ])('matches %s', (_, pattern) => {
    expect(compilePattern(pattern)(record)).toBe(true);
  });

  test.each([
    ['another value', { eventName: ['INSERT'] }],
    ['one field of two', { eventName: ['MODIFY'], count: [6] }],
    ['a number for a string', { dynamodb: { NewImage: { likes: { N: [12] } } } }],
    ['a string for a number', { count: ['5'] }],
    [
      'a DynamoDB number by size, which is a string',
      { dynamodb: { NewImage: { likes: { N: [{ numeric: ['>', 1] }] } } } },
    ],
    ['fields of two different maps of a list', { maps: { kind: ['x'], size: [2] } }],
    ['another prefix', { dynamodb: { Keys: { PK: { S: [{ prefix: 'USER#' }] } } } }],
    ['a prefix of a number', { count: [{ prefix: '5' }] }],
    ['another case', { eventName: ['modify'] }],
    ['what is excluded', { eventName: [{ 'anything-but': ['MODIFY'] }] }],
    ['one of what is excluded', { eventName: [{ 'anything-but': ['INSERT', 'MODIFY'] }] }],
    ['another text, whatever its case', { eventName: [{ 'equals-ignore-case': 'modified' }] }],
    ['another number', { count: [{ numeric: ['=', 4] }] }],
    ['a number above', { count: [{ numeric: ['<=', 4] }] }],
    ['a number below its lower bound', { count: [{ numeric: ['>=', 6] }] }],
    ['a number at a bound that is not part of the range', { count: [{ numeric: ['>', 4, '<', 5] }] }],
    ['what is excluded by its prefix', { eventName: [{ 'anything-but': { prefix: 'MOD' } }] }],
    ['an absent field as anything but a value', { missing: [{ 'anything-but': 'x' }] }],
    ['an absent field', { missing: [{ exists: true }] }],
    ['what must not exist', { eventName: [{ exists: false }] }],
    ['a map as a value that exists', { dynamodb: [{ exists: true }] }],
    ['what every object has', { toString: [{ exists: true }] }],
    ['a number outside', { count: [{ numeric: ['>', 5] }] }],
    ['none of two fields', { $or: [{ eventName: ['REMOVE'] }, { count: [6] }] }],
    ['one of two fields without the third', { $or: [{ eventName: ['MODIFY'] }, { count: [6] }], flag: [false] }],
  ])('does not match %s', (_, pattern) => {
    expect(compilePattern(pattern)(record)).toBe(false);
  });

  test.each([
    ['no map', ['MODIFY'], /^must be a map with at least one field$/],
    ['nothing', {}, /^must be a map with at least one field$/],
    ['a value outside of a list', { dynamodb: { Keys: 'x' } }, /^must be a map .* at dynamodb\.Keys$/],
    ['an empty list', { eventName: [] }, /^has an empty list at eventName$/],
    [
      'an unknown comparison',
      { a: { b: [{ wildcard: '*' }] } },
      /^has \{"wildcard":"\*"\} at a\.b, which is no comparison/,
    ],
    [
      'two comparisons in one',
      { a: [{ prefix: 'x', suffix: 'y' }] },
      /which is no comparison that the local runner knows$/,
    ],
    ['a comparison of every object', { a: [{ toString: 'x' }] }, /which is no comparison/],
    ['a prefix that is a number', { a: [{ prefix: 5 }] }, /^has \{"prefix":5\} at a, which prefix cannot take$/],
    ['anything but nothing', { a: [{ 'anything-but': [] }] }, /anything-but cannot take$/],
    [
      'anything but what AWS does not know',
      { a: [{ 'anything-but': { contains: 'x' } }] },
      /anything-but cannot take$/,
    ],
    [
      'anything but a value and a map',
      { a: [{ 'anything-but': ['x', { prefix: 'y' }] }] },
      /anything-but cannot take$/,
    ],
    ['anything but a prefix that is a number', { a: [{ 'anything-but': { prefix: 5 } }] }, /anything-but cannot take$/],
    [
      'anything but a prefix and a suffix',
      { a: [{ 'anything-but': { prefix: 'x', suffix: 'y' } }] },
      /anything-but cannot take$/,
    ],
    ['a list in a list', { a: { b: [['x']] } }, /^has a list in a list at a\.b$/],
    ['no comparison', { a: [{}] }, /^has \{\} at a, which is no comparison/],
    ['whether something exists, as a text', { a: [{ exists: 'true' }] }, /exists cannot take$/],
    ['half a range', { a: [{ numeric: ['>', 1, '<'] }] }, /numeric cannot take$/],
    ['an unknown sign', { a: [{ numeric: ['!=', 1] }] }, /numeric cannot take$/],
    ['a number as text', { a: [{ numeric: ['=', '1'] }] }, /numeric cannot take$/],
    ['one alternative', { $or: [{ a: ['x'] }] }, /^must be a list of at least two maps at \$or$/],
  ])('refuses %s', (_, pattern, sentence) => {
    expect(() => compilePattern(pattern)).toThrow(sentence);
  });

  test('made of a record’s own values matches it', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.dictionary(fc.string(), fc.oneof(value, tie('tree')), { minKeys: 1, maxKeys: 3 }),
    }));
    const patternOf = (node: unknown): unknown =>
      typeof node === 'object' && node !== null
        ? Object.fromEntries(Object.entries(node).map(([name, child]) => [name, patternOf(child)]))
        : [node];
    fc.assert(
      fc.property(
        tree.filter((node) => !JSON.stringify(node).includes('"$or"')),
        (node) => {
          expect(compilePattern(patternOf(node))(node)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the filters of an event', () => {
  const read = (filters?: object[]) =>
    readFilterCriteria(
      new Fields('Hello.FilterCriteria', filters ? { Filters: filters } : {}).only('FilterCriteria', FILTER_CRITERIA),
    );
  const INSERT = { Pattern: '{"eventName":["INSERT"]}' };
  const REMOVE = { Pattern: '{"eventName":["REMOVE"]}' };
  const wanted = (matches: (record: unknown) => boolean) =>
    ['INSERT', 'MODIFY', 'REMOVE'].filter((eventName) => matches({ eventName }));

  test('want a record that meets any of them, and every one where there is none', () => {
    expect(wanted(read([INSERT, REMOVE]))).toEqual(['INSERT', 'REMOVE']);
    const all = ['INSERT', 'MODIFY', 'REMOVE'];
    expect([readFilterCriteria(undefined), read(), read([])].map(wanted)).toEqual([all, all, all]);
  });

  test('are ten at most, of 4096 characters each', () => {
    const long = (length: number) => ({ Pattern: INSERT.Pattern.padEnd(length) });
    expect(wanted(read(Array(10).fill(long(4_096))))).toEqual(['INSERT']);
    expect(() => read(Array(11).fill(INSERT))).toThrow(
      'Hello.FilterCriteria.Filters has 11 filters; at most 10 are allowed.',
    );
    expect(() => read([long(4_097)])).toThrow(
      'Hello.FilterCriteria.Filters[0].Pattern is longer than 4096 characters.',
    );
  });

  test.each<[string, object, string]>([
    ['without a pattern', {}, 'Pattern is missing.'],
    ['that is not JSON', { Pattern: '{' }, 'Pattern is not JSON.'],
    ['that AWS would refuse', { Pattern: '{"a":[]}' }, 'Pattern has an empty list at a.'],
    ['with another property', { ...INSERT, Name: 'x' }, 'Name is a property that the local runner cannot honour'],
  ])('%s are refused', (_, filter, sentence) => {
    expect(() => read([filter])).toThrow(`Hello.FilterCriteria.Filters[0].${sentence}`);
  });
});
