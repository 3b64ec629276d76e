import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate } from 'sam-offline/template';
import type { WrittenTemplate } from './written-template.ts';

/** A project's template.yaml as it is written, for what runs outside of jest's sandbox; tests have ours from ./template.ts. */
export const readTemplate = (project: string): WrittenTemplate =>
  parseTemplate(readFileSync(join(project, 'template.yaml'), 'utf8'), 'template.yaml') as unknown as WrittenTemplate;
