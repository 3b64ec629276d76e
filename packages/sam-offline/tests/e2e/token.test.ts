import { COMMAND } from '../../testing/command.ts';
import { DATA_FOLDER } from '../../testing/data-folder.ts';
import { useScripts } from '../../testing/scripts.ts';
import { callWith } from '../integration/authorized.ts';
import { FIXTURES } from '../support/local-project.ts';
import { type RunnerHere, startRunnerHere } from '../support/runner-here.ts';

describe('sam-offline token', () => {
  const running: RunnerHere[] = [];
  afterAll(() => Promise.all(running.map((runner) => runner.stop())));

  const start = async () => {
    const runner = await startRunnerHere('--template', `${FIXTURES}/authorized/template.yaml`);
    running.push(runner);
    return runner;
  };
  const runScript = useScripts(FIXTURES);
  const token = (...args: string[]) => runScript(COMMAND, ['token', 'alice', ...args, '--data-dir', DATA_FOLDER]);
  const status = async ({ url }: RunnerHere, bearer: string) =>
    (await callWith(`${url}/default`, `Bearer ${bearer.trim()}`)).status;

  test('finds the runner that runs, whatever its port, and asks for the one that is meant of several', async () => {
    const first = await start();
    expect(await status(first, (await token()).stdout)).toBe(200);
    const second = await start();
    const { status: code, output } = await token();
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringMatching(/^Several runners run; choose one with --port \d+ or \d+\.\n$/),
    });
    const chosen = await token('--port', new URL(second.url).port);
    expect(await status(second, chosen.stdout)).toBe(200);
    expect(await status(first, chosen.stdout)).toBe(401);
  });
});
