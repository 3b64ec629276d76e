import { existsSync, readFileSync } from 'node:fs';
import { list, patch, post, posted, read, remove, token } from '../support/messages.ts';
import { capacityOf, invoke, useWhiteboard } from '../support/whiteboard.ts';

type Row = { pattern: string; operation: string; index: string; function: string; measured: string; test: string };

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const rows: Row[] = readFileSync('docs/access-patterns.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| .* (WCU|RCU) \|/.test(line))
  .map((line) => {
    const [pattern = '', operation = '', , index = '', name = '', measured = '', test = ''] = cells(line);
    return { pattern, operation, index, function: name.replaceAll('`', ''), measured, test: test.replaceAll('`', '') };
  });

const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** Prepares each pattern, and returns the one request that carries it out. */
const SCENARIOS: Record<string, () => Promise<() => Promise<unknown>>> = {
  'Post a message': async () => () => posted(),
  'Post a task': async () => () => posted({ task: true }),
  'Post a message once': async () => () => post({ author: 'Ada', text: 'x' }, { 'idempotency-key': 'measured' }),
  'Read a message': async () => {
    const { id } = await posted();
    return () => read(id);
  },
  'Edit a message': async () => {
    const message = await posted();
    return () => patch(message.id, { text: 'edited' }, token(message));
  },
  'Tick a task off': async () => {
    const message = await posted({ task: true });
    return () => patch(message.id, { done: true }, token(message));
  },
  'Delete a message': async () => {
    const message = await posted();
    return () => remove(message.id, token(message));
  },
  'Delete an open task': async () => {
    const message = await posted({ task: true });
    return () => remove(message.id, token(message));
  },
  'Newest N messages': async () => () => list(),
  'Messages of a time': async () => () => list({ since: at(-60_000), until: at(60_000) }),
  'Newest N open tasks': async () => () => list({ open: 'true' }),
  'Does the table answer?': async () => () => invoke('health-ready', { path: '/health/ready' }),
};

describe('docs/access-patterns.md', () => {
  useWhiteboard();

  beforeAll(async () => {
    for (let n = 0; n < 200; n += 1) await posted({ text: 'x'.repeat(800), task: n % 50 === 0 });
  });

  test('a longer page costs 0.5 RCU per started 4 KB returned, of messages and of open tasks', async () => {
    const [page] = await capacityOf(() => list({ limit: '40' }));
    const size = 40 * itemSize(800);
    expect(page?.units).toBe(0.5 * Math.ceil(size / 4_096));
    const [tasks] = await capacityOf(() => list({ open: 'true', limit: '100' }));
    expect(tasks?.units).toBeLessThanOrEqual(1);
  });

  test('lists every pattern that is measured, and no other', () => {
    expect(rows.map(({ pattern }) => pattern)).toEqual(Object.keys(SCENARIOS));
  });

  test.each(rows)('$pattern: $operation, $measured', async ({ pattern, operation, measured, index }) => {
    const carryOut = await SCENARIOS[pattern]?.();
    const consumed = await capacityOf(() => carryOut?.() ?? Promise.resolve());
    expect(consumed.map((entry) => entry.operation)).toEqual([operation]);
    const [{ units, indexes }] = consumed as [(typeof consumed)[0]];
    expect(`${units} ${/^(GetItem|Query)$/.test(operation) ? 'RCU' : 'WCU'}`).toBe(measured);
    expect(Object.keys(indexes).join()).toBe(index);
  });

  test.each(rows)('$pattern: its function and its test exist', (row) => {
    expect(existsSync(`src/handlers/${row.function}.ts`)).toBe(true);
    expect(existsSync(`tests/integration/${row.test}.test.ts`)).toBe(true);
  });
});

/** Bytes of a plain message as DynamoDB counts them: names and values in UTF-8. */
const itemSize = (text: number): number => {
  const keys = 'PK'.length + 'BOARD#main'.length + 'SK'.length + 'MSG#'.length + 26;
  return keys + 'author'.length + 'Ada'.length + 'text'.length + text + 'version'.length + 2 + 'editDigest'.length + 32;
};
