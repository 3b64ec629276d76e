import { parseTemplate } from '../../src/template/parse.ts';
import { changed, readText } from '../support/template-text.ts';

/** tests/oracles/scalars.test.ts compares thousands of these with what the SAM CLI makes of them. */
describe('a scalar of a template', () => {
  const read = (scalar: string) => parseTemplate(`V: ${scalar}\n`, 'template.yaml').V;

  test.each([
    ['72225e2', '72225e2'],
    ['1234567890123456789012345678901234567890', '1234567890123456789012345678901234567890'],
    ['12345678901234567890', '12345678901234567890'],
    ['012345678901', '012345678901'],
    ['2010-09-09', '2010-09-09'],
    ['y', 'y'],
    ['N', 'N'],
    ['yes', true],
    ['Off', false],
    ['0755', 493],
    ['1.0', '1.0'],
    ['"0755"', '0755'],
    ['!!str 0755', '0755'],
    ['!!int "0755"', 493],
    ['~', null],
  ])('%s is %p', (scalar, value) => {
    expect(read(scalar)).toBe(value);
  });

  test('as a key is text, too', () => {
    expect(Object.keys(parseTemplate('y: 1\nn: 2\n9e2: 3\n', 'template.yaml'))).toEqual(['y', 'n', '9e2']);
  });

  test('may be y or n where a parameter allows these', () => {
    const answer = '  Answer: { Type: String, AllowedValues: [y, n] }';
    const text = changed('Parameters:', `Parameters:\n${answer}`).replace('SHARED: global', 'SHARED: !Ref Answer');
    expect(readText(text, { Answer: 'y' }).functions[0]?.variables.SHARED).toBe('y');
    expect(() => readText(text, { Answer: 'true' })).toThrow('Parameter Answer is "true", but must be one of y, n.');
  });

  test.each(['=', '!!int abc', '!!bool maybe', '!!float ""'])('%s is refused with its place', (scalar) => {
    expect(() => read(scalar)).toThrow(/^template\.yaml is not a readable template: .* at line 1, column 4\.$/);
  });
});
