import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The folder of all functions, relative to the project. */
const FUNCTIONS = 'src/features/*/*.function.ts';
const ENDING = '.function.ts';

/** The files of all functions: by the name `post-message`, `src/features/messages/post-message.function.ts`. @param root the project's folder */
export const functionFiles = (root: string): Map<string, string> =>
  new Map(
    globSync(FUNCTIONS, { cwd: root })
      .sort()
      .map((file) => [basename(file, ENDING), file]),
  );

const project = join(import.meta.dirname, '..');
const ours = functionFiles(project);

/** The absolute path of one of this project's functions. @throws Error when there is none of that name */
export const functionFile = (name: string): string => {
  const file = ours.get(name);
  if (!file) throw new Error(`No function is called ${name}: ${FUNCTIONS} has ${[...ours.keys()].join(', ')}`);
  return join(project, file);
};
