import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseTemplate } from 'sam-offline/template';

const parsers = ['parse.ts', 'scalars.ts'].map((name) =>
  readFileSync(new URL(name, import.meta.resolve('sam-offline/template'))),
);

/** How jest imports template.yaml: parsed, and kept in its cache until the template or the parser changes. */
export default {
  getCacheKey: (text: string): string =>
    [text, ...parsers].reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex'),
  process: (text: string, path: string): { code: string } => ({
    code: `module.exports = ${JSON.stringify(parseTemplate(text, basename(path)))};`,
  }),
};
