/** Files that are mutated together, and the tests that check them. */
export type Area = {
  mutate: string[];
  tests: string[];
  /** Whether the tests need a table. If not, only tests that import the mutated module run. */
  stored?: boolean;
};

export const AREAS: Record<string, Area> = {
  domain: {
    mutate: ['src/domain/**/*.ts', 'src/lambda/http/entity-tag.ts'],
    tests: [
      'tests/unit/{address,backoff,change-log,entity-tag,figures,id,keys}.test.ts',
      'tests/unit/{live,message,problem,refusal,rights,secret,text}.test.ts',
    ],
  },
  rights: {
    mutate: ['src/lambda/http/caller.ts', 'src/access/right.ts', 'src/table/{merge,message-guard}.ts'],
    tests: ['tests/unit/{caller,merge,message-guard,rights}.test.ts'],
  },
  actors: {
    mutate: ['src/access/actor.ts'],
    tests: ['tests/integration/actors.test.ts'],
    stored: true,
  },
  members: {
    mutate: ['src/features/members/members.ts'],
    tests: ['tests/integration/members.test.ts'],
    stored: true,
  },
  idempotency: {
    mutate: ['src/access/create.ts', 'src/table/idempotency.ts'],
    tests: ['tests/integration/{create,idempotency}.test.ts'],
    stored: true,
  },
  cursors: {
    mutate: ['src/table/cursor.ts'],
    tests: ['tests/unit/cursor.test.ts'],
  },
  pages: {
    mutate: ['src/table/{query,message-lists}.ts'],
    tests: ['tests/integration/{lists,message-pages,ranges}.test.ts'],
    stored: true,
  },
  runner: {
    mutate: [
      'packages/sam-offline/src/http-api/router.ts',
      'packages/sam-offline/src/template/intrinsics.ts',
      'packages/sam-offline/src/template/dynamodb/filter-{criteria,pattern}.ts',
    ],
    tests: ['packages/sam-offline/tests/unit/{filter-criteria,intrinsics,router}.test.ts'],
  },
};
