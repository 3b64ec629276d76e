import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOccasion, start } from '../../src/index.ts';
import { runLocal, startRunner } from '../../testing/runner.ts';
import { waitFor } from '../../testing/wait-for.ts';

const PACKAGE = join(__dirname, '..', '..');

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      CodeUri: code/
      Events:
        Get: { Type: HttpApi, Properties: { Method: GET, Path: / } }
`;
const code = (text: string): string => `export const handler = async () => '${text}';\n`;

describe('a project', () => {
  let folder: string;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sam-offline-project-'));
    mkdirSync(join(folder, 'code'));
    write('template.yaml', TEMPLATE);
    write('code/index.mjs', code('first'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const text = async (url: string) => (await fetch(url)).text();

  test('needs no configuration: template.yaml and the code at CodeUri are served, and followed', async () => {
    const runner = await startRunner(['--memory'], { cwd: folder });
    try {
      expect(runner.output()).toContain(`\nApplication is running at ${runner.url}\n`);
      expect(await text(runner.url)).toBe('first');
      write('code/index.mjs', code('second'));
      await waitFor('the change', async () => (await text(runner.url)) === 'second');
    } finally {
      await runner.stop();
    }
  });

  test('has a configuration, which says how it is called and what its commands are', async () => {
    write('sam-offline.config.ts', "export default { name: 'Shop' as string, version: '7.0.0', npmScripts: true };\n");
    const help = (cwd: string, ...args: string[]) => runLocal('token', ['--help', ...args], { cwd });
    expect(await help(folder)).toMatchObject({ status: 0, output: expect.stringMatching(/^npm run -s token -- NAME/) });
    expect((await help(folder)).output).toContain('the version of Shop\n');
    expect((await runLocal('token', ['--version'], { cwd: folder })).output).toBe('7.0.0\n');
    // Beside the template that is named, from anywhere.
    const named = await help(tmpdir(), '--template', join(folder, 'template.yaml'));
    expect(named.output).toMatch(/^npm run -s token -- NAME/);
    expect((await help(tmpdir())).output).toMatch(/^sam-offline token NAME/);
  });

  test.each([
    ['throws', 'throw new Error("no luck");', /cannot be loaded: Error: no luck/],
    ['has no default export', 'export const name = "Shop";', /has no object as its default export; see defineConfig\./],
  ])('has a configuration that %s: no command goes on', async (_, source, sentence) => {
    write('sam-offline.config.js', source);
    const { status, output } = await runLocal('token', ['alice'], { cwd: folder });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringMatching(sentence) });
  });

  test('is built at the start and after each change of what it is built of', async () => {
    const occasions: BuildOccasion[] = [];
    const build = async (occasion: BuildOccasion) => {
      occasions.push(occasion);
      write('code/index.mjs', readFileSync(join(folder, 'src', 'source.js')).toString());
    };
    mkdirSync(join(folder, 'src'));
    write('src/source.js', code('built'));
    const config = { template: join(folder, 'template.yaml'), build, watch: [join(folder, 'src')] };
    const app = await start({ config, watch: true });
    try {
      expect(await text(app.url)).toBe('built');
      expect(occasions).toEqual(['start']);
      write('src/source.js', code('built again'));
      await waitFor('the change', async () => (await text(app.url)) === 'built again');
      expect(occasions[1]).toBe('change');
    } finally {
      await app.close();
    }
  });
});

test('the example in the README prints what it says', () => {
  const [, program = '', printed = ''] =
    /```js\n(.*?)```\s+prints\s+```\n(.*?)```/s.exec(readFileSync(join(PACKAGE, 'README.md'), 'utf8')) ?? [];
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: PACKAGE,
    encoding: 'utf8',
  });
  expect({ stdout, stderr }).toEqual({ stdout: printed, stderr: '' });
});
