import { once } from 'node:events';
import { LOCAL, openDatabase } from 'sam-offline/dynamodb';
import { readApplication } from 'sam-offline/template';
import { supplied } from './support/local-project.ts';

// A program: `node tests/databases.ts <count>` starts that many embedded databases in memory, prints one line of JSON
// with their URLs and the table as template.yaml declares it, and ends when its input does.

const [table] = readApplication({
  template: 'template.yaml',
  parameters: new Map(),
  region: LOCAL.region,
  ...supplied(),
}).tables;
const options = { kind: 'embedded' as const, host: '127.0.0.1', port: 0, file: undefined };
const databases = await Promise.all(
  Array.from({ length: Number(process.argv[2]) }, () => openDatabase(options, LOCAL, 'a test run')),
);
console.log(JSON.stringify({ table, urls: databases.map(({ url }) => url) }));
await once(process.stdin.resume(), 'end');
await Promise.all(databases.map((database) => database.stop()));
