import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { type Fault, useFaultyTable } from '../support/fault-proxy.ts';
import { list, post } from '../support/messages.ts';
import { type Answer, useWhiteboard } from '../support/whiteboard.ts';

const RUNS = runs(5);
const BATCH = 20;

/**
 * What happens to one attempt: its answer reaches the client; or it is carried out, and the client, which has given up
 * by then, hears nothing and sends it again. `pause` mixes the attempts of the two clients.
 */
type Attempt = { heard: boolean; pause: number };
type Story = { clients: [Attempt[], Attempt[]]; fault: Fault };

const attempts = fc.array(fc.record({ heard: fc.boolean(), pause: fc.integer({ min: 0, max: 3 }) }), { maxLength: 2 });
const story: fc.Arbitrary<Story> = fc.record({
  clients: fc.tuple(attempts, attempts),
  fault: fc.oneof(
    { weight: 9, arbitrary: fc.constant<Fault>('none') },
    { weight: 1, arbitrary: fc.constantFrom<Fault>('lose the answer', 'conflict') },
  ),
});

const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('two clients that retry one post, in any order, after answers that were lost', () => {
  const board = useWhiteboard();
  const faults = new Map<string, Fault>();
  let stories = 0;

  // A fault strikes the first transaction of its story: the connection drops after the database has committed.
  useFaultyTable(board, (_, body) => {
    const text = /story-\d+-/.exec(body)?.[0] ?? '';
    const fault = faults.get(text) ?? 'none';
    faults.delete(text);
    return fault;
  });

  const client = async (plan: Attempt[], send: () => Promise<Answer>): Promise<Answer> => {
    for (const { heard, pause } of plan) {
      await turns(pause);
      const answer = await send();
      if (heard && answer.status === 201) return answer;
    }
    return send();
  };

  const play = async ({ clients, fault }: Story): Promise<void> => {
    stories += 1;
    const text = `story-${stories}-`;
    faults.set(text, fault);
    // On a busy machine the table may be too slow for the function, which says so: 503 asks to send it again.
    const send = async (): Promise<Answer> => {
      const answer = await post({ author: 'Ada', text }, { 'idempotency-key': text });
      return answer.status === 503 ? send() : answer;
    };
    const answers = await Promise.all(clients.map((plan) => client(plan, send)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  };

  const messagesPerStory = async (): Promise<Map<string, number>> => {
    const found = new Map<string, number>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await list({ limit: '100', ...(cursor && { cursor }) });
      for (const text of page.texts) found.set(text, (found.get(text) ?? 0) + 1);
      cursor = page.cursor;
    }
    return found;
  };

  test(`${RUNS.numRuns * BATCH} interleavings: one message and one answer each`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
        await Promise.all(batch.map(play));
      }),
      { ...RUNS, endOnFailure: true },
    );
    const found = await messagesPerStory();
    expect(found.size).toBe(stories);
    expect([...found.values()].every((count) => count === 1)).toBe(true);
    expect(stories).toBe(RUNS.numRuns * BATCH);
  });
});
