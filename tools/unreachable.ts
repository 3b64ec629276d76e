import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Modules that packages import but no function of ours can reach: the importer, and the name of the import. Together they
 * are a third of a bundle. `unreachable-stub.ts` replaces them and throws if it is ever called.
 */
const UNREACHABLE: { importer: RegExp; imported: RegExp }[] = [
  // Sources of credentials (profiles, SSO, instance metadata): src/aws.ts passes those of the environment.
  { importer: /@aws-sdk.client-/, imported: /^@aws-sdk\/credential-provider-node$/ },
  // DynamoDB has no event streams, and its endpoint discovery (the one user of this cache) is switched off.
  { importer: /@smithy.core/, imported: /^@smithy\/core\/event-streams$/ },
  { importer: /@aws-sdk.endpoint-cache/, imported: /^mnemonist\/lru-cache$/ },
  // tools/openapi makes JSON Schemas; functions never do.
  { importer: /zod.v4.classic.schemas\.js$/, imported: /^\.\.\/core\/(to-json-schema|json-schema-processors)\.js$/ },
];

const stub = { path: join(import.meta.dirname, 'unreachable-stub.ts'), sideEffects: false };

/** zod's English sentences. src/lambda/http/field-errors.ts describes invalid fields instead. */
const WORDS = /^\.\.\/locales\/en\.js$/;
const noWords = { path: join(import.meta.dirname, 'no-words.ts'), sideEffects: false };

/** esbuild plugin: replaces the modules above. */
export const unreachable: Plugin = {
  name: 'unreachable',
  setup: ({ onResolve }) => {
    onResolve({ filter: WORDS }, (args) => (/zod.v4.classic/.test(args.importer) ? noWords : undefined));
    for (const { importer, imported } of UNREACHABLE) {
      onResolve({ filter: imported }, (args) => (importer.test(args.importer) ? stub : undefined));
    }
  },
};
