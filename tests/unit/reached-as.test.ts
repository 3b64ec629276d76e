import { reachedAs } from '../../src/lambda/http/reached-as.ts';

const LOCAL = 'ws://localhost:3001/live';

describe('a URL under the name that a client has called', () => {
  test.each([
    ['192.168.1.20:3000', 'ws://192.168.1.20:3001/live'],
    ['board.lan', 'ws://board.lan:3001/live'],
    ['Board.LAN:80', 'ws://Board.LAN:3001/live'],
    ['[fe80::1]:3000', 'ws://[fe80::1]:3001/live'],
    ['localhost:3000', LOCAL],
  ])('from %s it is %s', (host, url) => {
    expect(reachedAs(LOCAL, host)).toBe(url);
  });

  test.each([
    undefined,
    '',
    'evil.example; script-src *',
    'evil.example/path',
    'evil.example:3000/',
    'a@evil.example',
    "'unsafe-inline'",
  ])('what is no host changes nothing: %s', (host) => {
    expect(reachedAs(LOCAL, host)).toBe(LOCAL);
  });

  test.each([
    'wss://abc.execute-api.us-east-1.amazonaws.com/live',
    'ws://127.0.0.1:3001/live',
    'wss://localhost.example.com',
    'wss://live.example.com/localhost',
  ])('one that is not at localhost stays, whatever a request calls its host: %s', (url) => {
    expect(reachedAs(url, 'evil.example')).toBe(url);
  });
});
