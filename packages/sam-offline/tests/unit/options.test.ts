import { resolve } from 'node:path';
import { identityFor } from '../../src/aws-api/identity.ts';
import * as options from '../../src/cli/options.ts';
import { FIXTURES, project } from '../support/local-project.ts';

const readDatabaseCommand = (args: string[]) => options.readDatabaseCommand(args, project);
const readRunnerCommand = (args: string[]) => options.readRunnerCommand(args, project);

describe('the options of sam-offline start', () => {
  test('have defaults', () => {
    expect(readRunnerCommand([])).toEqual({
      host: '127.0.0.1',
      port: 3000,
      watch: true,
      functionLogs: false,
      routes: false,
      builds: true,
      folder: `${FIXTURES}/.sam-offline`,
      outbox: undefined,
      webSocket: { port: 3001, lifetimes: { idleMs: 600_000, lifetimeMs: 7_200_000 } },
      template: `${FIXTURES}/template.yaml`,
      parameters: new Map(),
      references: new Map(),
      database: { kind: 'embedded', host: '127.0.0.1', port: 8000, file: `${FIXTURES}/.sam-offline/data.db` },
    });
  });

  test('are read', () => {
    const args =
      '--port 0 --host 0.0.0.0 --dynamodb-port 1 --memory --no-watch --function-logs --routes --template t/x.yaml';
    const webSocket = '--websocket-port 2 --websocket-idle 0.5 --websocket-lifetime 60';
    const all = [
      ...args.split(' '),
      ...webSocket.split(' '),
      '--parameter',
      'A=1=2',
      '--parameter',
      'B=',
      '--resolve',
      'ssm:/x=1=2',
    ];
    expect(readRunnerCommand(all)).toEqual({
      host: '0.0.0.0',
      port: 0,
      watch: false,
      functionLogs: true,
      routes: true,
      builds: false,
      folder: resolve('t/.sam-offline'),
      outbox: undefined,
      webSocket: { port: 2, lifetimes: { idleMs: 500, lifetimeMs: 60_000 } },
      template: resolve('t/x.yaml'),
      parameters: new Map([
        ['A', '1=2'],
        ['B', ''],
      ]),
      references: new Map([['ssm:/x', '1=2']]),
      database: { kind: 'embedded', host: '127.0.0.1', port: 1, file: undefined },
    });
  });

  test('keep the data of another template beside it, or where they are told', () => {
    const file = (args: string[]) => readRunnerCommand(args).database;
    expect(file(['--template', 't/x.yaml'])).toMatchObject({ file: resolve('t/.sam-offline/data.db') });
    expect(readRunnerCommand(['--template', 't/x.yaml', '--data-dir', 'kept'])).toMatchObject({
      folder: resolve('kept'),
      database: { file: resolve('kept/data.db') },
    });
    expect(readDatabaseCommand(['--data-dir', 'kept']).database).toMatchObject({ file: resolve('kept/data.db') });
    expect(file(['--data-dir', 'kept', '--db-path', 'd/y.db'])).toMatchObject({ file: resolve('d/y.db') });
    expect(file(['--db-path', 'd/y.db'])).toMatchObject({ file: resolve('d/y.db') });
    expect(readRunnerCommand(['--outbox', 'mails', '--memory']).outbox).toBe(resolve('mails'));
    expect(file(['--dynamodb-endpoint', 'http://h:1'])).toEqual({ kind: 'endpoint', url: 'http://h:1' });
  });

  test.each([
    [['--prot', '1'], "Unknown option '--prot'; --help lists the options."],
    [['serve'], "Unexpected argument 'serve'; --help lists the options."],
    [['--port'], "Option '--port <value>' argument missing; --help lists the options."],
    [['--memory=1'], "Option '--memory' does not take an argument; --help lists the options."],
    [['--port', '65536'], '--port takes a port from 0 to 65535, not "65536".'],
    [['--port', '1e3'], '--port takes a port from 0 to 65535, not "1e3".'],
    [['--dynamodb-port', 'x'], '--dynamodb-port takes a port from 0 to 65535, not "x".'],
    [['--websocket-port', 'x'], '--websocket-port takes a port from 0 to 65535, not "x".'],
    [['--websocket-idle', '601'], '--websocket-idle takes seconds, at most 600, not "601".'],
    [['--websocket-lifetime', '0'], '--websocket-lifetime takes seconds, at most 7200, not "0".'],
    [['--websocket-lifetime', '2h'], '--websocket-lifetime takes seconds, at most 7200, not "2h".'],
    [['--memory', '--db-path', 'x'], '--memory and --db-path exclude each other.'],
    [['--dynamodb-endpoint', 'localhost:8000'], '--dynamodb-endpoint takes a URL, not "localhost:8000".'],
    [
      ['--dynamodb-endpoint', 'http://a', '--memory'],
      '--dynamodb-endpoint excludes --memory, --db-path and --dynamodb-port.',
    ],
    [['--parameter', 'A'], '--parameter takes Key=Value, not "A".'],
    [['--resolve', 'ssm:/x'], '--resolve takes Key=Value, not "ssm:/x".'],
  ])('%j is refused in one sentence', (args, sentence) => {
    expect(() => readRunnerCommand(args)).toThrow(sentence);
  });
});

describe('the options of sam-offline db', () => {
  test('are those of the database', () => {
    const read = (args: string[]) => readDatabaseCommand(args).database;
    expect(read([])).toMatchObject({ host: '127.0.0.1', port: 8000 });
    expect(read(['--host', '0.0.0.0', '--memory', '--port', '1'])).toEqual({
      kind: 'embedded',
      host: '0.0.0.0',
      port: 1,
      file: undefined,
    });
    expect(read(['--dynamodb-port', '2'])).toMatchObject({ port: 2 });
    expect(() => read(['--dynamodb-endpoint', 'http://a'])).toThrow("Unknown option '--dynamodb-endpoint'");
  });
});

describe('who calls DynamoDB', () => {
  const host = {
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_SESSION_TOKEN: 't',
  };
  const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

  test('is nobody for the embedded database, whatever the environment says', () => {
    expect(identityFor('embedded', host)).toEqual(local);
  });

  test('is the caller for a database elsewhere, as far as the environment says', () => {
    expect(identityFor('endpoint', host)).toEqual({
      region: 'eu-north-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'key', sessionToken: 't' },
    });
    expect(identityFor('endpoint', {})).toEqual(local);
  });
});
