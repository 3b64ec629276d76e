import { join } from 'node:path';

/** A template that is not this project's: one of the runner's own tests. */
export const FIXTURE = join(
  import.meta.dirname,
  '../../packages/sam-offline/tests/support/fixtures/application/template.yaml',
);
