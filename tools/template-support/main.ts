import { writeOrCheck } from '../generated.ts';
import { templateSupport } from './document.ts';

/**
 * `npm run template-support` writes docs/template-support.md: what the readers of local/template declare.
 * `npm run template-support -- --check` only says whether the file is up to date.
 */
writeOrCheck('docs/template-support.md', 'template-support', templateSupport());
