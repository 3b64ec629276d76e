import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createClient, ensureTable, LOCAL, openDatabase } from 'sam-offline/dynamodb';
import { environmentVariables } from 'sam-offline/lambda';
import { projectOf, suppliedBy } from 'sam-offline/project';
import { type Application, readApplication } from 'sam-offline/template';
import config from '../../sam-offline.config.ts';
import { Failure, INFORMATION_HELP, parseCommandLine, runScript } from '../../tools/command-line.ts';
import { spread, table } from '../live/statistics.ts';
import { coldStarts, type Start, type Subject } from './starts.ts';

const FUNCTIONS = ['health', 'list-messages', 'post-message'];
const EMPTY = 'an empty handler';

const HELP = `npm run bench:cold-start: the cost of a new function's first request, as a multiple of an empty handler's

Each start is a process of its own: Node, the bundle in dist/, one request of events/ against the embedded database. The
functions take turns; figures are medians of CPU time and of time that passed. AWS's own start-up is not in them.

  --rounds N                starts of each function (default 15)
${INFORMATION_HELP}`;

/** The functions as template.yaml declares them, with the example event of each. */
const subjectsOf = (application: Application): Subject[] =>
  FUNCTIONS.map((name) => {
    const lambda = application.functions.find(({ codeUri }) => codeUri === `dist/${name}/`);
    if (!lambda) throw new Error(`template.yaml has no function ${name}`);
    const taskRoot = resolve('dist', name);
    const env = environmentVariables(lambda, { ...application, taskRoot, credentials: LOCAL.credentials });
    return { name, bundle: join(taskRoot, 'index.js'), event: resolve('events', `${name}.json`), env };
  });

const row = (name: string, bytes: number, starts: readonly Start[], empty: Start): string[] => {
  const cpu = spread(starts.map(({ cpuMs }) => cpuMs)).p50;
  const wall = spread(starts.map(({ wallMs }) => wallMs)).p50;
  const times = (value: number, of: number) => (value / of).toFixed(2);
  return [
    name,
    (bytes / 1_000).toFixed(0),
    cpu.toFixed(0),
    times(cpu, empty.cpuMs),
    wall.toFixed(0),
    times(wall, empty.wallMs),
  ];
};

const measure = async (application: Application, rounds: number): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-bench-'));
  const bundle = join(folder, 'index.js');
  writeFileSync(bundle, 'exports.handler = async () => ({ statusCode: 200 });');
  const nothing = { name: EMPTY, bundle, event: resolve('events', 'health.json'), env: {} };
  const subjects = [nothing, ...subjectsOf(application)];
  const starts = await coldStarts(subjects, rounds).finally(() => rmSync(folder, { recursive: true }));
  const ofEmpty = starts.get(EMPTY) ?? [];
  const empty = {
    cpuMs: spread(ofEmpty.map(({ cpuMs }) => cpuMs)).p50,
    wallMs: spread(ofEmpty.map(({ wallMs }) => wallMs)).p50,
  };
  const head = ['a first request', 'kB', 'CPU ms', 'times', 'wall ms', 'times'];
  const sizes = new Map(subjects.slice(1).map(({ name, bundle: file }) => [name, statSync(file).size]));
  return table([head, ...[...starts].map(([name, own]) => row(name, sizes.get(name) ?? 0, own, empty))]);
};

await runScript(HELP, async (args) => {
  const { values } = parseCommandLine({ args, options: { rounds: { type: 'string', default: '15' } } });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Failure(`--rounds takes a whole number, not "${values.rounds}".`);
  const memory = { kind: 'embedded', host: '127.0.0.1', port: 0, file: undefined } as const;
  const database = await openDatabase(memory, LOCAL, 'a bench');
  try {
    const application = readApplication({
      template: 'template.yaml',
      parameters: new Map(),
      region: LOCAL.region,
      ...suppliedBy(projectOf(config, process.cwd()), { databaseUrl: database.url }),
    });
    const client = createClient({ ...LOCAL, url: database.url });
    for (const one of application.tables) await ensureTable(client, one);
    client.destroy();
    return await measure(application, rounds);
  } finally {
    await database.stop();
  }
});
