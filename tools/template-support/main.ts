// `npm run template-support`: packages/sam-offline/docs/template-support.md.

import { templateSupport } from 'sam-offline/template';
import { runGenerator } from '../generated.ts';

const FILE = 'packages/sam-offline/docs/template-support.md';

await runGenerator(
  {
    files: FILE,
    script: 'template-support',
    what: 'what the local runner honours, ignores and refuses in a template',
  },
  () => ({ [FILE]: templateSupport() }),
);
