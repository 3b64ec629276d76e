import { startService } from '../../packages/sam-offline/src/cli/start.ts';
import { describeError } from '../../packages/sam-offline/src/failure.ts';
import { captureOutput } from './captured.ts';
import { DATA_FOLDER } from './data-folder.ts';
import { project } from './local-project.ts';

/**
 * All that `npm start` prints when it is refused, without the process around it: that an entry point prints a refusal like this and
 * ends with status 1 is tests/e2e/local/start.test.ts's. @throws Error when it is not refused
 */
export const refusalOf = async (args: string[]): Promise<string> => {
  const written = captureOutput();
  try {
    const runner = await startService(['--data-dir', DATA_FOLDER, ...args], project);
    await runner.stop();
  } catch (error) {
    return `${written.text()}${describeError(error)}\n`;
  } finally {
    written.release();
  }
  throw new Error(`npm start -- ${args.join(' ')} is not refused`);
};

/** Expects that `npm start` prints one sentence, which matches, and nothing else. */
export const expectRefusal = async (args: string[], sentence: RegExp): Promise<void> => {
  const output = await refusalOf(args);
  expect(output).toMatch(sentence);
  expect(output.trim().split('\n')).toHaveLength(1);
};
