import { resolve } from 'node:path';
import * as options from '../../src/cli/queues-options.ts';
import { FIXTURES, project } from '../support/local-project.ts';

const readQueuesCommand = (args: string[]) => options.readQueuesCommand(args, project);

describe('the options of sam-offline queues and sam-offline redrive', () => {
  test('have defaults', () => {
    expect(readQueuesCommand([])).toEqual({
      template: `${FIXTURES}/template.yaml`,
      parameters: new Map(),
      references: new Map(),
      database: { kind: 'embedded', host: '127.0.0.1', port: 8000, file: `${FIXTURES}/.sam-offline/data.db` },
      named: undefined,
      queue: undefined,
    });
  });

  test('are read', () => {
    const args = ['Mails', '--dynamodb-port', '1', '--template', 't/x.yaml', '--parameter', 'A=1'];
    expect(readQueuesCommand(args)).toEqual({
      template: resolve('t/x.yaml'),
      parameters: new Map([['A', '1']]),
      references: new Map(),
      database: { kind: 'embedded', host: '127.0.0.1', port: 1, file: resolve('t/.sam-offline/data.db') },
      named: 'database',
      queue: 'Mails',
    });
    expect(readQueuesCommand(['--dynamodb-endpoint', 'http://h:1'])).toMatchObject({
      database: { kind: 'endpoint', url: 'http://h:1' },
      named: 'database',
    });
  });

  test('a data file that is named is not that of whoever has the usual port', () => {
    expect(readQueuesCommand(['--db-path', 'a.db'])).toMatchObject({
      database: { file: resolve('a.db') },
      named: 'file',
    });
    expect(readQueuesCommand(['--data-dir', 'kept'])).toMatchObject({
      database: { file: resolve('kept/data.db') },
      named: undefined,
    });
    expect(readQueuesCommand(['--db-path', 'a.db', '--dynamodb-port', '1'])).toMatchObject({ named: 'database' });
  });

  test.each([
    [['a', 'b'], 'Name one queue, or none for all of them.'],
    [['--memory'], "Unknown option '--memory'; --help lists the options."],
    [['--dynamodb-port', 'x'], '--dynamodb-port takes a port from 0 to 65535, not "x".'],
  ])('%j is refused in one sentence', (args, sentence) => {
    expect(() => readQueuesCommand(args)).toThrow(sentence);
  });
});
