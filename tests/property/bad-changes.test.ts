import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { list, type Posted, patch, posted, read, remove, token } from '../support/messages.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

const header = fc.string({ unit: 'binary-ascii', maxLength: 300 });
const headers = fc.dictionary(
  fc.constantFrom('edit-token', 'if-match', 'if-none-match', 'idempotency-key', 'content-type', 'x-other'),
  header,
);
const anyId = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ minLength: 26, maxLength: 26 }));
const anyBody = fc.oneof(fc.string({ unit: 'binary' }), fc.json());

/** A patch with one member that is wrong, whatever the others are. */
const wrongPatch = fc
  .tuple(
    fc.record({ text: fc.constant('changed'), color: fc.constant('red') }, { requiredKeys: [] }),
    fc.oneof(
      fc.record({ author: fc.jsonValue() }),
      fc.record({ text: fc.oneof(fc.constant(null), fc.integer(), fc.constant('')) }),
      fc.record({
        color: fc.string().filter((color) => !/^(yellow|orange|red|pink|purple|blue|green|gray)$/.test(color)),
      }),
      fc.record({ position: fc.oneof(fc.integer(), fc.record({ x: fc.string(), y: fc.integer() })) }),
      fc.record({ done: fc.oneof(fc.string(), fc.integer()) }),
      fc.record({ expiresAt: fc.oneof(fc.string(), fc.integer()) }),
    ),
  )
  .map(([right, wrong]) => ({ ...right, ...wrong }));

describe('a change that is not allowed, whatever it looks like', () => {
  useWhiteboard();
  let message: Posted;
  let before: unknown;

  beforeAll(async () => {
    message = await posted({ task: true, color: 'blue', position: { x: 1, y: 2 } });
    before = (await read(message.id)).body;
  });
  afterEach(async () => {
    expect((await read(message.id)).body).toEqual(before);
    expect((await list({ open: 'true' })).messages).toEqual([before]);
  });

  /** `invoke` itself fails if docs/openapi.json does not list an answer; here it must be a 4xx as well. */
  const refused = async (answering: Promise<{ status: number }>): Promise<void> => {
    const { status } = await answering;
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  };

  test('any headers and any body on another person’s message', async () => {
    await fc.assert(
      fc.asyncProperty(headers, anyBody, async (sent, body) => {
        await refused(patch(message.id, body, sent));
        await refused(remove(message.id, sent));
      }),
      runs(20),
    );
  });

  test('a wrong patch with the right token, or any If-Match that is not its version', async () => {
    await fc.assert(
      fc.asyncProperty(wrongPatch, header, async (body, tag) => {
        await refused(patch(message.id, body, token(message)));
        fc.pre(!tag.includes('"1"') && tag.trim() !== '*');
        await refused(patch(message.id, { text: 'x' }, { ...token(message), 'if-match': tag }));
        await refused(remove(message.id, { ...token(message), 'if-match': tag }));
      }),
      runs(15),
    );
  });

  test('any id that is none: refused without a look at the table', async () => {
    await fc.assert(
      fc.asyncProperty(anyId, headers, async (id, sent) => {
        const consumed = await capacityOf(async () => {
          await refused(read(id, sent));
          await refused(patch(id, { text: 'x' }, { ...sent, ...token(message) }));
          await refused(remove(id, { ...sent, ...token(message) }));
        });
        expect(consumed).toEqual([]);
      }),
      runs(20),
    );
  });

  test('any query string on the list of tasks', async () => {
    const query = fc.dictionary(fc.constantFrom('open', 'since', 'until', 'limit', 'cursor', 'author'), header);
    await fc.assert(
      fc.asyncProperty(query, async (value) => {
        fc.pre(Object.keys(value).length > 0);
        expect([200, 400, 422]).toContain((await list(value)).status);
      }),
      runs(20),
    );
  });
});
