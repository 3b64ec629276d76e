import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunnerCommand } from './cli/options.ts';
import { banner, functionLog, log, logError } from './cli/report.ts';
import { dataFolder } from './cli/shared-options.ts';
import { type Code, prebuilt, projectCode } from './code.ts';
import type { Database } from './dynamodb/database.ts';
import { type Identity, identityFor } from './dynamodb/identity.ts';
import { openDatabase } from './dynamodb/open.ts';
import { OWN_TABLE } from './dynamodb/own-table.ts';
import { startEventSources } from './event-sources/registry.ts';
import { describeError, Failure } from './failure.ts';
import { Stage } from './http-api/stage.ts';
import { deploy, removeLeftovers } from './lambda/deployment.ts';
import { openIssuer, trusts } from './oidc/issuer.ts';
import { announce } from './running.ts';
import { openServers, type Servers } from './servers.ts';
import { type Application, readApplication } from './template/application.ts';
import type { SuppliedOptions } from './template/supplied.ts';
import { watchSources } from './watch.ts';
import { webSocketStage } from './websocket-api/stage.ts';
import { networkAddresses, ownHost } from './wire/network.ts';

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
  const { webSocketApis } = readTemplate(command, identity, { databaseUrl: 'http://127.0.0.1' });
  removeLeftovers();
  const code = command.builds ? projectCode() : prebuilt;
  const building = code.build();
  // Whether it failed is asked below, when there is a database to stop in that case.
  building.catch(() => undefined);
  const database = await openDatabase(command.database, identity, 'npm start');
  try {
    await building;
    const servers = await openServers(command, database, identity, webSocketApis.length > 0);
    return await serve(command, { database, identity, code, servers });
  } catch (error) {
    await database.stop();
    throw error;
  }
};

const readTemplate = (command: RunnerCommand, { region }: Identity, supplied: SuppliedOptions): Application =>
  readApplication({ ...command, region, ...supplied });

type Opened = { database: Database; identity: Identity; code: Code; servers: Servers };

const serve = async (command: RunnerCommand, { database, identity, code, servers }: Opened): Promise<Runner> => {
  const { gateway, services, webSockets, port, supplied } = servers;
  const release = async () => {
    const application = readTemplate(command, identity, supplied);
    if (application.webSocketApis.length > 0 && !webSockets) {
      throw new Failure('The template has a WebSocket API now; start the runner again to serve it.');
    }
    await database.ensureTables([...application.tables, OWN_TABLE]);
    const needsIssuer = trusts(application, supplied.issuer);
    const issuer = needsIssuer ? await openIssuer(supplied.issuer, command.folder) : undefined;
    const deployment = deploy(application, identity.credentials, functionLog(command.functionLogs));
    services.deploy(application, deployment.pools);
    gateway.stage = new Stage(application, deployment.pools, { issuer });
    if (webSockets) webSockets.stage = webSocketStage(application, deployment.pools);
    return { application, deployment, tokenCommand: issuer && tokenCommand(command, port) };
  };
  const timetable = { doneUntil: Date.now() };
  const poll = ({ application, deployment: { pools } }: Awaited<ReturnType<typeof release>>) =>
    startEventSources({
      application,
      pools,
      databaseUrl: database.url,
      embedded: command.database.kind === 'embedded',
      identity,
      queues: services.queues,
      sendToQueue: services.sendToQueue,
      timetable,
      logError,
    });
  let current = await release().catch(async (error) => {
    await servers.close();
    throw error;
  });
  let sources = poll(current);
  const reload = async () => {
    const started = performance.now();
    try {
      await code.build();
      const previous = current;
      current = await release();
      await sources.giveWay();
      sources = poll(current);
      previous.deployment.retire().catch(complain);
      log(`Reloaded in ${Math.round(performance.now() - started)} ms`);
    } catch (error) {
      complain(error);
      process.stderr.write('The previous version keeps serving.\n');
    }
  };
  const url = `http://${ownHost(command.host)}:${port}`;
  const { template, folder } = command;
  const { url: servicesUrl } = services;
  const known = { pid: process.pid, port, url, servicesUrl, databaseUrl: database.endpoint, template };
  const conceal = announce(folder, known, logError);
  const watcher = command.watch ? watchSources(watched(command, current.application), reload) : undefined;
  return {
    banner: banner({
      url,
      networkUrls: networkAddresses(command.host).map((address) => `http://${address}:${port}`),
      listRoutes: command.routes,
      webSocketUrl: supplied.webSocketEndpoint.replace(/^http/, 'ws'),
      database,
      ...current,
    }),
    died: database.died,
    stop: async () => {
      watcher?.close();
      conceal();
      await gateway.close(GRACE_MS);
      // A function may take minutes; what it has in hand then is there again after the next start.
      await Promise.race([sources.stop(), delay(GRACE_MS, undefined, { ref: false })]);
      // After them, because they may post to connections until they are done.
      await webSockets?.close(GRACE_MS);
      await current.deployment.terminate();
      await services.close();
      await database.stop();
    },
  };
};

const complain = (error: unknown): void => logError(describeError(error));

/** For tokens that this very runner takes. */
const tokenCommand = ({ builds, template, folder }: RunnerCommand, port: number): string => {
  const where = folder === dataFolder({ template }) ? !builds && `--template ${template}` : `--data-dir ${folder}`;
  return ['npm run -s token -- alice', port !== 3000 && `--port ${port}`, where].filter(Boolean).join(' ');
};

/** What a change of is served anew: the sources of this project, or the code itself where nothing is built. */
const watched = (command: RunnerCommand, { root, functions }: Application) => ({
  folders: command.builds
    ? ['src', 'web'].map((name) => join(dirname(command.template), name)).filter((folder) => existsSync(folder))
    : [...new Set(functions.map(({ codeUri }) => resolve(root, codeUri)))],
  files: [command.template],
});
