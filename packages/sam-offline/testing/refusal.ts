import { startService } from '../src/cli/start.ts';
import { describeError } from '../src/failure.ts';
import type { Project } from '../src/project/project.ts';
import { captureOutput } from './captured.ts';
import { DATA_FOLDER } from './data-folder.ts';

/**
 * All that `start` prints when it is refused, without the process around it. @throws Error when it is not refused
 */
const refusalIn = async (project: Project, args: string[]): Promise<string> => {
  const written = captureOutput();
  try {
    const runner = await startService(['--data-dir', DATA_FOLDER, ...args], project);
    await runner.stop();
  } catch (error) {
    return `${written.text()}${describeError(error)}\n`;
  } finally {
    written.release();
  }
  throw new Error(`start ${args.join(' ')} is not refused`);
};

/** What asks for refusals in a project. */
export const refusalsOf = (project: Project) => {
  const refusalOf = (args: string[]): Promise<string> => refusalIn(project, args);
  /** Expects that `start` prints one sentence, which matches, and nothing else. */
  const expectRefusal = async (args: string[], sentence: RegExp): Promise<void> => {
    const output = await refusalOf(args);
    expect(output).toMatch(sentence);
    expect(output.trim().split('\n')).toHaveLength(1);
  };
  return { refusalOf, expectRefusal };
};
