import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Runner, startRunner } from '../../support/runner.ts';
import { useScripts } from '../../support/scripts.ts';

describe('npm run token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-token-'));
  const template = ['--template', join(folder, 'template.yaml')];
  const running: Runner[] = [];
  beforeAll(() => {
    cpSync('template.yaml', join(folder, 'template.yaml'));
    symlinkSync(resolve('dist'), join(folder, 'dist'));
  });
  afterAll(async () => {
    await Promise.all(running.map((runner) => runner.stop()));
    rmSync(folder, { recursive: true });
  });

  const start = async () => {
    const runner = await startRunner(['--memory', '--no-watch', ...template]);
    running.push(runner);
    return runner;
  };
  const runScript = useScripts();
  const token = (...args: string[]) => runScript('local/token.ts', ['alice', ...args, ...template]);
  const me = async ({ url }: Runner, bearer: string) =>
    (await fetch(`${url}/users/me`, { headers: { authorization: `Bearer ${bearer.trim()}` } })).status;

  test('finds the runner that runs, whatever its port, and asks for the one that is meant of several', async () => {
    const first = await start();
    // Nobody's profile: she is let in.
    expect(await me(first, (await token()).stdout)).toBe(404);
    const second = await start();
    const { status, output } = await token();
    expect({ status, output }).toEqual({
      status: 1,
      output: expect.stringMatching(/^Several runners run; choose one with --port \d+ or \d+\.\n$/),
    });
    const chosen = await token('--port', new URL(second.url).port);
    expect(await me(second, chosen.stdout)).toBe(404);
    expect(await me(first, chosen.stdout)).toBe(401);
  });
});
