// `npm run template-support`: docs/template-support.md.
import { runGenerator } from '../generated.ts';
import { templateSupport } from './document.ts';

const FILE = 'docs/template-support.md';

await runGenerator(
  {
    files: FILE,
    script: 'template-support',
    what: 'what the local runner honours, ignores and refuses in a template',
  },
  () => ({ [FILE]: templateSupport() }),
);
