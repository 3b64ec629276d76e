import { join } from 'node:path';
import * as options from '../../src/cli/token-options.ts';
import { FIXTURES, project } from '../support/local-project.ts';

const readTokenCommand = (args: string[]) => options.readTokenCommand(args, project);

test('a name is enough', () => {
  expect(readTokenCommand(['alice'])).toEqual({
    name: 'alice',
    admin: false,
    port: undefined,
    expiresIn: 86_400,
    scope: undefined,
    folder: join(FIXTURES, '.sam-offline'),
  });
});

test('every option is read', () => {
  const args = ['--admin', '--port', '4000', '--expires-in', '60', '--scope', 'a', '--scope', 'b', 'alice'];
  expect(readTokenCommand([...args, '--template', '/tmp/x/template.yaml'])).toEqual({
    name: 'alice',
    admin: true,
    port: 4000,
    expiresIn: 60,
    scope: 'a b',
    folder: '/tmp/x/.sam-offline',
  });
  expect(readTokenCommand(['alice', '--data-dir', '/tmp/kept'])).toMatchObject({ folder: '/tmp/kept' });
});

test.each([
  [[], 'A token is for one name'],
  [['alice', 'bob'], 'A token is for one name'],
  [['a@b'], '"a@b" hasn’t'.replace('’', "'")],
  [['x'.repeat(65)], 'A name has 1 to 64'],
  [['alice', '--port', '70000'], '--port takes a port'],
  [['alice', '--expires-in', '0'], '--expires-in takes seconds from 1'],
  [['alice', '--expires-in', '1.5'], '--expires-in takes seconds from 1'],
  [['alice', '--expires-in', '1e9'], '--expires-in takes seconds from 1'],
  [['alice', '--root'], '--help lists the options'],
])('refuses %j', (args, message) => {
  expect(() => readTokenCommand(args)).toThrow(message);
});
