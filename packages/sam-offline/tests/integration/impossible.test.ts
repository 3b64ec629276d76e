import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIXTURE } from '../support/gateway.ts';
import { expectRefusal } from '../support/refusal.ts';

describe('sam-offline start is refused in one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-impossible-'));
  const text = join(folder, 'text');
  const [lock, locked] = [join(folder, 'board.db.lock'), join(folder, 'board.db')];
  mkdirSync(lock);
  const damaged = join(folder, 'damaged.db');
  writeFileSync(damaged, 'SQLite format 3\0, and then something else');
  writeFileSync(text, 'This is neither a database nor a folder.');
  writeFileSync(join(folder, 'utf-16.yaml'), Buffer.from('Resources: {}', 'utf16le').fill(0xff, 0, 2));
  writeFileSync(join(folder, 'empty.yaml'), '');
  writeFileSync(join(folder, 'nothing.yaml'), 'Transform: AWS::Serverless-2016-10-31\n');
  writeFileSync(join(folder, 'two.yaml'), 'a: 1\n---\nb: 2\n');
  afterAll(() => rmSync(folder, { recursive: true }));

  const refused = (args: string[], sentence: RegExp) => expectRefusal(['--port', '0', ...args], sentence);

  test.each([
    [
      'where the system allows no files',
      '/proc/board.db',
      /^(The data file cannot be locked by|There can be no data file at) \/proc\/board\.db.*--db-path/,
    ],
    ['that is a folder', folder, /^The data file .* is a folder; name another file with --db-path/],
    ['that is a device', '/dev/null', /^The data file \/dev\/null is no ordinary file; name another file/],
    [
      'that is something else',
      text,
      /^The data file .* is no database, or is damaged; name another file with --db-path/,
    ],
    ['that is damaged', damaged, /^The data file .* is no database, or is damaged; name another file with --db-path/],
    ['below a file', join(text, 'board.db'), /^There can be no data file at .*; name another file with --db-path/],
    ['whose lock is in the way', locked, /^The data file cannot be locked by .*; choose another file with --db-path/],
  ])('with a data file %s', (_what, file, sentence) =>
    refused(['--template', FIXTURE, '--dynamodb-port', '0', '--db-path', file], sentence),
  );

  test.each([
    ['is a folder', '', /^The template .* is no file; name one with --template\.$/m],
    ['is no text', 'utf-16.yaml', /^The template .* is no text in UTF-8; save it as that\.$/m],
    ['is empty', 'empty.yaml', /^empty\.yaml is not a readable template: it is no map with Resources\.$/m],
    ['has no resources', 'nothing.yaml', /^Resources is missing; there is nothing to run\.$/m],
    ['is two', 'two.yaml', /^two\.yaml is not a readable template: it holds several documents\.$/m],
  ])('with a template that %s', (_what, file, sentence) => refused(['--template', join(folder, file)], sentence));

  test('with an outbox that cannot be', () =>
    refused(
      ['--template', FIXTURE, '--memory', '--dynamodb-port', '0', '--outbox', text],
      /^There can be no outbox at .*; name another folder with --outbox\.$/m,
    ));

  test('with an endpoint that is no DynamoDB', async () => {
    const server = createServer((_request, response) => response.end('<h1>Hello</h1>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    await refused(
      ['--template', FIXTURE, '--dynamodb-endpoint', url],
      /^The tables cannot be created at http.*: what answers there is no DynamoDB\.$/m,
    );
    server.close();
  });
});
