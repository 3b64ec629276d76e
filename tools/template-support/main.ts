// `npm run template-support`: docs/template-support.md.
import { runGenerator } from '../generated.ts';
import { templateSupport } from './document.ts';

await runGenerator(
  {
    file: 'docs/template-support.md',
    script: 'template-support',
    what: 'what the local runner honours, ignores and refuses in a template',
  },
  templateSupport,
);
