import { assertDocumented } from '../../support/contract.ts';
import { type RunnerHere, startRunnerHere } from '../../support/runner-here.ts';

describe('npm start with --parameter PostsPerMinutePerAddress=2', () => {
  let runner: RunnerHere;
  beforeAll(async () => {
    runner = await startRunnerHere('--parameter', 'PostsPerMinutePerAddress=2');
  });
  afterAll(() => runner.stop());

  const post = () =>
    fetch(`${runner.url}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://page.example' },
      body: JSON.stringify({ author: 'Ada', text: 'Hello' }),
    });

  test('refuses one of five posts at the latest, says until when, and lets pages read that', async () => {
    // Not the third for sure: a new minute may begin between two posts.
    const answers: Response[] = [];
    while (answers.length < 5 && answers.at(-1)?.status !== 429) answers.push(await post());
    const refusal = answers.at(-1) as Response;
    expect(answers.slice(0, -1).every(({ status }) => status === 201)).toBe(true);
    expect(answers.length).toBeGreaterThan(2);

    const headers = Object.fromEntries(refusal.headers);
    const seconds = Number(headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'ratelimit-policy': '"address";q=2;w=60',
      ratelimit: `"address";r=0;t=${seconds}`,
      'access-control-expose-headers': expect.stringMatching(/retry-after,ratelimit,ratelimit-policy/),
    });
    const body = await refusal.json();
    expect(body).toMatchObject({ status: 429, code: 'quota-exceeded' });
    assertDocumented('POST', '/messages', { status: refusal.status, headers, body });
  });
});
