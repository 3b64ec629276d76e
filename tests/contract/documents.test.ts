import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDERS = '.ci .github benches docs events examples packages src tests tools web'.split(' ');

const DOCUMENTS = globSync(['*.md', ...FOLDERS.map((folder) => `${folder}/**/*.md`)], {
  exclude: ['**/node_modules/**'],
});

/**
 * `src/table/keys.ts` is a path in the repository; `text/plain` and the generated `dist/` are none, and `src/features/<feature>`
 * stands for several.
 */
const isPath = (text: string): boolean =>
  (FOLDERS.includes(text.split('/', 1)[0] ?? '') || /\.tsx?$/.test(text)) && !/[<*{…]/.test(text);

/** The heading `## A stale .aws-sam/` has the anchor `a-stale-aws-sam` on GitHub. */
const anchorsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const isBroken = (document: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
};

/** A document of a package may name paths of that package. */
const exists = (document: string, path: string): boolean =>
  existsSync(path) || existsSync(join(/^packages\/[^/]+/.exec(document)?.[0] ?? '.', path));

test.each(DOCUMENTS)('%s: its links lead somewhere, and its paths exist', (document) => {
  const text = readFileSync(document, 'utf8');
  const links = [...text.matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  const paths = [...text.matchAll(/`([\w.-]+\/[^\s`]*)`/g)].map(([, path = '']) => path).filter(isPath);
  const broken = [
    ...links.filter((link) => isBroken(document, link)),
    ...paths.filter((path) => !exists(document, path)),
  ];
  expect(broken).toEqual([]);
});
