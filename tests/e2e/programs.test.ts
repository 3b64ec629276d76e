import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { type Runner, startRunner } from 'sam-offline/testing/runner';
import { waitFor } from 'sam-offline/testing/wait-for';
import { tokenFor } from '../support/identity.ts';

/** The programs in examples/, started as people start them. */
describe('examples', () => {
  let runner: Runner;
  const programs: ChildProcess[] = [];
  beforeAll(async () => {
    runner = await startRunner(['--memory', '--no-watch']);
  });
  afterAll(async () => {
    for (const program of programs) program.kill();
    await runner.stop();
  });

  test('curl/board.sh makes a board, and shows a guest what is on it', async () => {
    const env = { ...process.env, TOKEN: await tokenFor(runner.url, 'ada') };
    const { stdout } = await promisify(execFile)('bash', ['examples/curl/board.sh', runner.url], { env });
    const [board = '', link = '', seen = '{}'] = stdout.split('\n');
    expect(board).toMatch(/^The board is [0-9A-Z]{26}\.$/);
    expect(link).toMatch(/\/shared\/[\w-]{43}\/messages$/);
    expect(JSON.parse(seen)).toMatchObject({
      messages: [{ text: 'Buy a sponge' }, { text: 'Buy chalk', color: 'yellow' }],
    });
  });

  test('bot/dice.js answers a roll once, and nothing else', async () => {
    const bot = spawn(process.execPath, ['examples/bot/dice.js', runner.url]);
    programs.push(bot);
    let output = '';
    for (const stream of [bot.stdout, bot.stderr]) stream.on('data', (chunk) => (output += chunk));
    await waitFor('the bot', () => output.includes('Dice watches'));
    for (const text of ['roll over', 'roll 3d6', 'roll 2d1']) {
      const body = JSON.stringify({ author: 'Ada', text });
      await fetch(`${runner.url}/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    }
    const answers = async () => {
      const answer = await fetch(`${runner.url}/messages?limit=100`);
      const { messages } = (await answer.json()) as { messages: { author: string; text: string }[] };
      return messages.filter(({ author }) => author === 'Dice').map(({ text }) => text);
    };
    await waitFor('both answers', async () => (await answers()).length === 2);
    // Ada's notes were there at once: which of them is answered first is not said.
    const sums = (await answers()).map((text) => /^[1-6] \+ [1-6] \+ [1-6] = \d+$/.test(text) || text);
    expect(new Set(sums)).toEqual(new Set([true, '1 + 1 = 2']));
    expect(output.split('\n')).toHaveLength(2);
  });
});
