import { globSync, readFileSync } from 'node:fs';
import { CLOSING_REASONS } from '../../src/domain/live-protocol.ts';
import { BoardChange, Frame } from '../../src/features/live/frame-schemas.ts';

const text = readFileSync('docs/live-protocol.md', 'utf8');

/** `L4` of every rule of the protocol. */
const rules = [...text.matchAll(/^- \*\*(L\d+)\*\*/gm)].map(([, rule = '']) => rule);

/** The names of tests and groups of tests. */
const titles = globSync(['tests/**/*.test.ts', 'tests/integration/web/*.ts']).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:test|describe)(?:\.each\([^;]*?\))?\(\s*['"`]([^'"`]*)/g)].map(
    ([, title = '']) => title,
  ),
);

describe('docs/live-protocol.md', () => {
  test('numbers its rules one after the other', () => {
    expect(rules).toEqual(rules.map((_, n) => `L${n + 1}`));
    expect(rules.length).toBeGreaterThan(0);
  });

  test.each(Frame.options.map(({ shape }) => shape.type.value))('has the frame %s', (type) => {
    expect(text).toContain(`"type":"${type}"`);
  });

  test.each(BoardChange.options.map(({ shape }) => shape.kind.value))('has the change %s', (kind) => {
    expect(text).toContain(`"kind":"${kind}"`);
  });

  test.each(CLOSING_REASONS)('has the reason %s', (reason) => {
    expect(text).toContain(`| \`${reason}\` |`);
  });

  test.each(rules)('%s: some test names it, and so proves it', (rule) => {
    expect(titles.filter((title) => new RegExp(`\\b${rule}\\b`).test(title))).not.toEqual([]);
  });
});
