import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeError, Failure } from '../failure.ts';
import type { SamOfflineConfig } from './config.ts';
import { type Project, projectOf } from './project.ts';

const FILES = ['sam-offline.config.ts', 'sam-offline.config.js'];

/**
 * The project of a template: as the configuration beside it says, or else that of the working directory. Without any, all defaults.
 * @param template its path, if one is named @throws Failure for a configuration that cannot be loaded
 */
export const loadProject = async (template?: string): Promise<Project> => {
  const folders = [...(template === undefined ? [] : [dirname(resolve(template))]), process.cwd()];
  const file = folders.flatMap((folder) => FILES.map((name) => join(folder, name))).find((path) => existsSync(path));
  return file === undefined ? projectOf({}, process.cwd()) : projectOf(await load(file), dirname(file));
};

const load = async (file: string): Promise<SamOfflineConfig> => {
  let config: unknown;
  try {
    ({ default: config } = await import(pathToFileURL(file).href));
  } catch (error) {
    throw new Failure(`The configuration ${file} cannot be loaded: ${describeError(error)}`);
  }
  if (typeof config !== 'object' || config === null) {
    throw new Failure(`The configuration ${file} has no object as its default export; see defineConfig.`);
  }
  return config;
};
