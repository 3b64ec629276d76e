import { globSync, readFileSync } from 'node:fs';

/** `L4` of every rule of the protocol. */
const rules = [...readFileSync('docs/live-protocol.md', 'utf8').matchAll(/^- \*\*(L\d+)\*\*/gm)].map(
  ([, rule = '']) => rule,
);

/** What tests and groups of tests are called. */
const titles = globSync('tests/**/*.test.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:test|describe)(?:\.each\([^;]*?\))?\(\s*['"`]([^'"`]*)/g)].map(
    ([, title = '']) => title,
  ),
);

describe('docs/live-protocol.md', () => {
  test('numbers its rules one after the other', () => {
    expect(rules).toEqual(rules.map((_, n) => `L${n + 1}`));
    expect(rules.length).toBeGreaterThan(0);
  });

  test.each(rules)('%s: some test names it, and so proves it', (rule) => {
    expect(titles.filter((title) => new RegExp(`\\b${rule}\\b`).test(title))).not.toEqual([]);
  });
});
