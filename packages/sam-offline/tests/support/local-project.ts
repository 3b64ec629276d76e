import { join } from 'node:path';
import type { LocalValues } from '../../src/project/config.ts';
import { projectOf, suppliedBy } from '../../src/project/project.ts';
import config from './fixtures/sam-offline.config.ts';

/** Where the templates of the tests lie. */
export const FIXTURES = join(__dirname, 'fixtures');

/** What the runner knows of the templates of the tests. */
export const project = projectOf(config, FIXTURES);

/** What it reads one with, where nothing but this is known. */
export const supplied = (known: Partial<LocalValues> = {}) => suppliedBy(project, known);
