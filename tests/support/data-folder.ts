import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the runners of this test file keep what they keep, so that nothing of it lands in the checkout. */
export const DATA_FOLDER = mkdtempSync(join(tmpdir(), 'whiteboard-kept-'));

afterAll(() => rmSync(DATA_FOLDER, { recursive: true, force: true }));
