import { isFromThisMachine } from '../../src/oidc/loopback.ts';

test.each([
  ['127.0.0.1', 'localhost:3000', true],
  ['127.0.0.1', '127.0.0.1:3000', true],
  ['127.8.8.8', 'LOCALHOST', true],
  ['::1', 'localhost:3000', true],
  ['192.168.1.7', 'localhost:3000', false],
  ['2001:db8::1', 'localhost:3000', false],
  ['', 'localhost:3000', false],
  ['127.0.0.1', 'board.example:3000', false],
  ['127.0.0.1', 'localhost.board.example', false],
  ['127.0.0.1', 'localhost@board.example', false],
  ['127.0.0.1', '', false],
])('a request from %s to %s was sent on this machine: %s', (sourceIp, host, expected) => {
  expect(isFromThisMachine({ sourceIp, headers: { host } })).toBe(expected);
});

test('a request that names no host is not taken for one of this machine', () => {
  expect(isFromThisMachine({ sourceIp: '127.0.0.1', headers: {} })).toBe(false);
});
