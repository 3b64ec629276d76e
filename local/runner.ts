import { dirname, join, resolve } from 'node:path';
import { type Code, prebuilt, projectCode } from './code.ts';
import type { Database } from './database/database.ts';
import { type Identity, identityFor } from './database/identity.ts';
import { openDatabase } from './database/open.ts';
import { describeError } from './failure.ts';
import { Gateway } from './gateway/server.ts';
import { Stage } from './gateway/stage.ts';
import { type Deployment, deploy, removeLeftovers } from './lambda/deployment.ts';
import type { Log } from './lambda/execution-environment.ts';
import type { RunnerCommand } from './options.ts';
import { accessLine, banner, functionLog } from './report.ts';
import { type Application, readApplication } from './template/application.ts';
import { watchSources } from './watch.ts';

/** Requests in hand may take this long after Ctrl-C. */
const GRACE_MS = 5_000;

export type Runner = {
  banner: string;
  /** Resolves with a sentence when the database ends by itself. */
  died: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts everything that the template declares.
 * @throws Failure, one sentence, for whatever keeps it from running; nothing is left running then
 */
export const startRunner = async (command: RunnerCommand): Promise<Runner> => {
  const identity = identityFor(command.database, process.env);
  // Before anything is started: a template that can't be honoured needs no database.
  readTemplate(command, identity, 'http://127.0.0.1');
  removeLeftovers();
  const code = command.builds ? projectCode() : prebuilt;
  const building = code.build();
  // Whether it failed is asked below, when there is a database to stop in that case.
  building.catch(() => undefined);
  const database = await openDatabase(command.database, identity, 'npm start');
  try {
    await building;
    return await serve(command, database, identity, code);
  } catch (error) {
    await database.stop();
    throw error;
  }
};

const readTemplate = (command: RunnerCommand, { region }: Identity, databaseUrl: string): Application =>
  readApplication({ file: command.template, parameters: command.parameters, region, databaseUrl });

const serve = async (command: RunnerCommand, database: Database, identity: Identity, code: Code): Promise<Runner> => {
  const log = functionLog(command.functionLogs);
  const release = async () => {
    const application = readTemplate(command, identity, database.url);
    await database.ensureTables(application.tables);
    return { application, ...version(application, identity, log) };
  };
  let current = await release();
  const gateway = new Gateway({
    stage: current.stage,
    log: (entry) => process.stdout.write(`${accessLine(entry, new Date())}\n`),
    logError: (text) => process.stderr.write(`${text}\n`),
  });
  const port = await gateway.listen(command.port, command.host).catch(async (error) => {
    await current.deployment.terminate();
    throw error;
  });
  const reload = async () => {
    const started = performance.now();
    try {
      await code.build();
      const previous = current;
      current = await release();
      gateway.stage = current.stage;
      previous.deployment.retire().catch(complain);
      process.stdout.write(`Reloaded in ${Math.round(performance.now() - started)} ms\n`);
    } catch (error) {
      complain(error);
      process.stderr.write('The previous version keeps serving.\n');
    }
  };
  const watcher = command.watch ? watchSources(sources(command, current.application), reload) : undefined;
  return {
    banner: banner({ url: `http://${reachable(command.host)}:${port}`, application: current.application, database }),
    died: database.died,
    stop: async () => {
      watcher?.close();
      await gateway.close(GRACE_MS);
      await current.deployment.terminate();
      await database.stop();
    },
  };
};

const complain = (error: unknown): void => void process.stderr.write(`${describeError(error)}\n`);

const version = (
  application: Application,
  { credentials }: Identity,
  log: Log,
): { deployment: Deployment; stage: Stage } => {
  const deployment = deploy(application, credentials, log);
  return { deployment, stage: new Stage(application, deployment.pools) };
};

/** What a change of is served anew: the sources of this project, or the code itself where nothing is built. */
const sources = (command: RunnerCommand, { root, functions }: Application) => ({
  folders: command.builds
    ? [join(dirname(command.template), 'src')]
    : [...new Set(functions.map(({ codeUri }) => resolve(root, codeUri)))],
  files: [command.template],
});

const reachable = (host: string): string => (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host);
