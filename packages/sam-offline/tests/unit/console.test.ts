import { patchConsole } from '../../src/lambda/console.ts';
import type { LambdaFunction } from '../../src/template/lambda/function.ts';

const METHODS = ['trace', 'debug', 'log', 'info', 'warn', 'error'] as const;

/** What the console of a function writes. */
const written = (logging: LambdaFunction['logging'], use: () => void, requestId?: string): string[] => {
  const original = Object.getOwnPropertyDescriptors(console);
  const lines: string[] = [];
  patchConsole(
    logging,
    () => requestId,
    (_level, line) => lines.push(line),
  );
  try {
    use();
  } finally {
    Object.defineProperties(console, original);
  }
  return lines;
};

const json = (use: () => void, level: LambdaFunction['logging']['level'] = 'INFO') =>
  written({ format: 'JSON', level }, use, 'id').map((line) => JSON.parse(line));

describe('the console of a function', () => {
  test('writes tabs and one line for one call, where the format is Text', () => {
    const lines = written({ format: 'Text', level: 'TRACE' }, () => console.warn('a\nb %d', 1, { c: 2 }), 'id');
    expect(lines).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z\tid\tWARN\ta\rb 1 \{ c: 2 \}$/)]);
  });

  test.each([
    ['TRACE', ['TRACE', 'DEBUG', 'INFO', 'INFO', 'WARN', 'ERROR']],
    ['INFO', ['INFO', 'INFO', 'WARN', 'ERROR']],
    ['ERROR', ['ERROR']],
    ['FATAL', []],
  ] as const)('from level %s up writes %j', (level, expected) => {
    const use = () => {
      for (const method of METHODS) console[method]('x');
    };
    expect(json(use, level).map((record) => record.level)).toEqual(expected);
  });

  test('keeps a single value what it is, formats several, and survives what JSON cannot carry', () => {
    const loop: { name: string; loop?: object } = { name: 'loop' };
    loop.loop = loop;
    const messages = json(() => {
      console.log({ a: 1 });
      console.log('%s is %d', 'x', 1);
      console.log(loop);
      console.log(1n);
    }).map((record) => record.message);
    expect(messages).toEqual([{ a: 1 }, 'x is 1', expect.stringContaining("name: 'loop'"), '1n']);
  });

  test('shows errors by type, message and stack, alone, inside an object or beside text', () => {
    const error = Object.assign(new TypeError('no'), { code: 'E1' });
    const shown = { errorType: 'TypeError', errorMessage: 'no', stackTrace: expect.arrayContaining(['TypeError: no']) };
    const [alone, inside, beside] = json(() => {
      console.error(error);
      console.error({ error });
      console.error('it failed:', error);
    });
    expect(alone.message).toEqual({ ...shown, code: 'E1' });
    expect(inside.message.error).toEqual({ ...shown, code: 'E1' });
    expect(beside).toMatchObject({ ...shown, message: expect.stringMatching(/^it failed: TypeError: no/) });
  });
});
