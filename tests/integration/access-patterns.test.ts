import { existsSync, readFileSync } from 'node:fs';
import { functionFile } from '../../tools/functions.ts';
import { SCENARIOS } from '../support/access-patterns.ts';
import { list, posted } from '../support/messages.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

type Row = { pattern: string; operations: string; index: string; function: string; measured: string; test: string };

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const rows: Row[] = readFileSync('docs/access-patterns.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| .* (WCU|RCU) \|/.test(line))
  .map((line) => {
    const [pattern = '', operations = '', , index = '', name = '', measured = '', test = ''] = cells(line);
    return { pattern, operations, index, function: name.replaceAll('`', ''), measured, test: test.replaceAll('`', '') };
  });

const READS = /^(GetItem|BatchGetItem|Query)$/;

const ORDER = [
  ...['GetItem', 'BatchGetItem', 'Query'],
  ...['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'],
];

/** `2 GetItem, PutItem`: how often each operation was carried out, reads first. */
const inWords = (operations: string[]): string =>
  ORDER.map((name): [string, number] => [name, operations.filter((operation) => operation === name).length])
    .filter(([, count]) => count > 0)
    .map(([name, count]) => (count === 1 ? name : `${count} ${name}`))
    .join(', ');

const costOf = (consumed: { operation: string; units: number }[]): string => {
  const sum = (reads: boolean) =>
    consumed
      .filter(({ operation }) => READS.test(operation) === reads)
      .reduce((units, entry) => units + entry.units, 0);
  const [read, write] = [sum(true), sum(false)];
  return [read > 0 && `${read} RCU`, write > 0 && `${write} WCU`].filter(Boolean).join(', ');
};

describe('docs/access-patterns.md', () => {
  useWhiteboard();

  beforeAll(async () => {
    for (let n = 0; n < 200; n += 1) await posted({ text: 'x'.repeat(800), task: n % 50 === 0 });
  });

  test('a longer page costs 0.5 RCU per started 4 KB returned, of messages and of open tasks', async () => {
    const [page] = await capacityOf(() => list({ limit: '40' }));
    expect(page?.units).toBe(0.5 * Math.ceil((40 * itemSize(800)) / 4_096));
    const [tasks] = await capacityOf(() => list({ open: 'true', limit: '100' }));
    expect(tasks?.units).toBeLessThanOrEqual(1);
  });

  test('lists every pattern that is measured, and no other', () => {
    expect(rows.map(({ pattern }) => pattern).sort()).toEqual(Object.keys(SCENARIOS).sort());
  });

  test.each(rows)('$pattern: $operations, $measured', async ({ pattern, operations, measured, index }) => {
    const carryOut = await SCENARIOS[pattern]?.();
    const consumed = await capacityOf(() => carryOut?.() ?? Promise.resolve());
    expect(inWords(consumed.map(({ operation }) => operation))).toBe(operations);
    expect(costOf(consumed)).toBe(measured);
    expect([...new Set(consumed.flatMap(({ indexes }) => Object.keys(indexes)))].join()).toBe(index);
  });

  test.each(rows)('$pattern: its function and its test exist', (row) => {
    expect(existsSync(functionFile(row.function))).toBe(true);
    expect(existsSync(`tests/integration/${row.test}.test.ts`)).toBe(true);
  });
});

/** Bytes of a plain message as DynamoDB counts them: names and values in UTF-8. */
const itemSize = (text: number): number => {
  const keys = 'PK'.length + 'BOARD#main'.length + 'SK'.length + 'MSG#'.length + 26;
  return keys + 'author'.length + 'Ada'.length + 'text'.length + text + 'version'.length + 2 + 'editDigest'.length + 32;
};
