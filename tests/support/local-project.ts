import { join } from 'node:path';
import type { LocalValues } from 'sam-offline';
import { projectOf, suppliedBy } from 'sam-offline/project';
import config from '../../sam-offline.config.ts';

/** What the runner knows of this project. */
export const project = projectOf(config, join(import.meta.dirname, '..', '..'));

/** What the runner reads a template with, where nothing but this is known. */
export const supplied = (known: Partial<LocalValues> = {}) => suppliedBy(project, known);
