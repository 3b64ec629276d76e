import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { functionFiles } from '../../tools/functions.ts';
import { isUpToDate } from '../../tools/up-to-date.ts';
import { templateFunctions } from '../support/template.ts';
import { functionEnvironment } from '../support/whiteboard.ts';

/**
 * Of functions that somebody waits for; of those behind the WebSocket API, which have a second client, by which they
 * answer (19 kB); and of those behind the stream and the queues, for which nobody waits.
 */
const BUNDLE_MAX_BYTES = { route: 300_000, socket: 325_000, background: 400_000 };

const functions = templateFunctions();
const names = functions.map(({ name }) => name).sort();

const filesOf = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
    .sort();

describe('template, handlers, events and bundles name the same functions', () => {
  beforeAll(() => {
    if (isUpToDate()) return;
    const { status, stderr } = spawnSync(process.execPath, ['tools/run.js', 'tools/build.ts'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  });

  test('one file each below src/features', () => expect([...functionFiles('.').keys()].sort()).toEqual(names));

  test('one example each in events', () => expect(filesOf('events', '.json')).toEqual(names));

  test('one bundle each in dist, and nothing else', () => {
    expect(readdirSync('dist').sort()).toEqual([...names, 'package.json'].sort());
  });

  test('every bundle exports a handler, needs no environment outside of Lambda, and prints nothing when it is loaded', () => {
    const load = `for (const name of ${JSON.stringify(names)}) console.log(typeof require(\`./dist/\${name}/index.js\`).handler)`;
    const node = spawnSync(process.execPath, ['--input-type=commonjs', '-e', load], { env: {}, encoding: 'utf8' });
    expect({ stdout: node.stdout, stderr: node.stderr }).toEqual({
      stdout: 'function\n'.repeat(names.length),
      stderr: '',
    });
  });

  test('in Lambda, a function whose environment is wrong fails when it is loaded, and names the wrong variables', () => {
    const { AWS_REGION: _, ...env } = functionEnvironment('', 'Board');
    const wrong = { ...env, NEWEST_MESSAGES: 'many', AWS_LAMBDA_FUNCTION_NAME: 'list-messages' };
    const load = "require('./dist/list-messages/index.js')";
    const node = spawnSync(process.execPath, ['--input-type=commonjs', '-e', load], { env: wrong, encoding: 'utf8' });
    expect(node.status).toBe(1);
    expect(node.stderr).toMatch(
      /Error: The environment of this function is wrong: (AWS_REGION is missing|NEWEST_MESSAGES is not valid)/,
    );
  });

  test.each(functions)('$name: dist holds one small file', ({ codeUri, routes, actions }) => {
    const waiting = routes.length > 0 ? 'route' : 'background';
    expect(readdirSync(codeUri)).toEqual(['index.js']);
    expect(statSync(`${codeUri}index.js`).size).toBeLessThan(BUNDLE_MAX_BYTES[actions.length > 0 ? 'socket' : waiting]);
  });

  test.each(functions.filter(({ routes }) => routes.length > 0))(
    '$name: its example event is one of its route',
    ({ name, routes }) => {
      const event = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
      const { http, routeKey } = event.requestContext;
      expect(routes.map(({ key }) => key)).toContain(event.routeKey);
      expect({ version: event.version, routeKey, path: http.path }).toEqual({
        version: '2.0',
        routeKey: event.routeKey,
        path: event.rawPath,
      });
      expect(event.routeKey.startsWith(`${http.method} `)).toBe(true);
    },
  );
});
