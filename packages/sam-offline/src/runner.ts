import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Identity, identityFor } from './aws-api/identity.ts';
import type { Database } from './dynamodb/database.ts';
import { openDatabase } from './dynamodb/open.ts';
import { startEventSources } from './event-sources.ts';
import { describeError, Failure, messageOf } from './failure.ts';
import { Stage } from './http-api/stage.ts';
import { type Deployment, deploy, removeLeftovers } from './lambda/deployment.ts';
import type { EventSource } from './lambda/event-source.ts';
import { openIssuer, trusts } from './oidc/issuer.ts';
import { commandName } from './project/command-name.ts';
import type { BuildOccasion, LocalValues } from './project/config.ts';
import { type Project, suppliedBy } from './project/project.ts';
import type { Reporter, RunnerOptions } from './runner-options.ts';
import { announce } from './running.ts';
import { openServers, type Servers } from './servers.ts';
import { OWN_TABLE } from './storage/own-table.ts';
import { type Application, readApplication } from './template/application.ts';
import { watchSources } from './watch.ts';
import { webSocketStage } from './websocket-api/stage.ts';
import { networkAddresses, ownHost } from './wire/network.ts';

/** Requests in hand may take this long after Ctrl-C. */
const GRACE_MS = 5_000;

/** What runs, and where. */
export type RunnerFacts = {
  /** Base URL of the HTTP API, without a slash at its end. */
  url: string;
  /** Of the HTTP API. */
  port: number;
  /** Where others reach it. */
  networkUrls: string[];
  /** Base URL of the WebSocket API, without its stage. */
  webSocketUrl: string;
  /** Where SQS, SES and Lambda answer. */
  servicesUrl: string;
  /** Where DynamoDB answers, and where its data is: a file, a URL, or `memory`. */
  database: { endpoint: string; location: string };
  application: Application;
  /** Whether an authorizer of the application takes tokens of the runner's own issuer. */
  issuesTokens: boolean;
};

export type Runner = {
  facts: RunnerFacts;
  /** Resolves with a sentence when the database ends by itself. */
  died: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts everything that the template declares.
 * @throws Failure, one sentence, for whatever keeps it from running; nothing is left running then
 */
export const startRunner = async (options: RunnerOptions, project: Project, reporter: Reporter): Promise<Runner> => {
  const identity = identityFor(options.database.kind, process.env);
  // Before anything is started: a template that can't be honoured needs no database.
  const { webSocketApis } = readTemplate({ options, project, identity }, {});
  removeLeftovers();
  const building = build('start', options, project);
  // Whether it failed is asked below, when there is a database to stop in that case.
  building.catch(() => undefined);
  const database = await openDatabase(options.database, identity, commandName(project, 'start'));
  try {
    await building;
    const hasWebSockets = webSocketApis.length > 0;
    const servers = await openServers(options, { database, identity, hasWebSockets }, reporter);
    return await serve({ options, project, identity, reporter, database, servers });
  } catch (error) {
    await database.stop();
    throw error;
  }
};

type Reading = { options: RunnerOptions; project: Project; identity: Identity };

const readTemplate = ({ options, project, identity }: Reading, local: Partial<LocalValues>): Application =>
  readApplication({ ...options, region: identity.region, ...suppliedBy(project, local) });

/** @throws Failure with what the compiler says */
const build = async (occasion: BuildOccasion, { builds }: RunnerOptions, project: Project): Promise<void> => {
  if (!builds) return;
  await project.build?.(occasion).catch((error: unknown) => {
    throw new Failure(messageOf(error));
  });
};

type Opened = Reading & { reporter: Reporter; database: Database; servers: Servers };
type Release = { application: Application; deployment: Deployment; issuesTokens: boolean };

/** What deploys the application of the template as it is now. */
const deployer = ({ servers, database, reporter, ...reading }: Opened) => {
  const { gateway, services, webSockets, local } = servers;
  const { options, project, identity } = reading;
  return async (): Promise<Release> => {
    const application = readTemplate(reading, local);
    if (application.webSocketApis.length > 0 && !webSockets) {
      throw new Failure('The template has a WebSocket API now; start the runner again to serve it.');
    }
    await database.ensureTables([...application.tables, OWN_TABLE]);
    const about = { url: local.issuer, audience: project.audience, application: project.slug };
    const issuesTokens = trusts(application, local.issuer);
    const issuer = issuesTokens ? await openIssuer({ ...about, folder: options.folder }) : undefined;
    const deployment = deploy(application, identity.credentials, reporter.functionLog);
    services.deploy(application, deployment.pools);
    gateway.stage = new Stage(application, deployment.pools, { issuer });
    if (webSockets) webSockets.stage = webSocketStage(application, deployment.pools);
    return { application, deployment, issuesTokens };
  };
};

/** What starts the event sources of a release. */
const poller = ({ options, identity, reporter, database, servers: { services } }: Opened) => {
  const timetable = { doneUntil: Date.now() };
  return ({ application, deployment: { pools } }: Release): EventSource =>
    startEventSources({
      application,
      pools,
      databaseUrl: database.url,
      embedded: options.database.kind === 'embedded',
      identity,
      queues: services.queues,
      sendToQueue: services.sendToQueue,
      timetable,
      logError: reporter.logError,
    });
};

const serve = async (opened: Opened): Promise<Runner> => {
  const { options, project, reporter, database, servers } = opened;
  const [release, poll] = [deployer(opened), poller(opened)];
  const complain = (error: unknown): void => reporter.logError(describeError(error));
  let current = await release().catch(async (error) => {
    await servers.close();
    throw error;
  });
  let sources = poll(current);
  const reload = async () => {
    const started = performance.now();
    try {
      await build('change', options, project);
      const previous = current;
      current = await release();
      await sources.giveWay();
      sources = poll(current);
      previous.deployment.retire().catch(complain);
      reporter.log(`Reloaded in ${Math.round(performance.now() - started)} ms`);
    } catch (error) {
      complain(error);
      reporter.logError('The previous version keeps serving.');
    }
  };
  const facts = factsOf(opened, current);
  const conceal = makeKnown(opened, facts);
  const watcher = options.watch ? watchSources(watched(opened, current.application), reload) : undefined;
  return {
    facts,
    died: database.died,
    stop: async () => {
      watcher?.close();
      conceal();
      await servers.gateway.close(GRACE_MS);
      // A function may take minutes; what it has in hand then is there again after the next start.
      await Promise.race([sources.stop(), delay(GRACE_MS, undefined, { ref: false })]);
      // After them, because they may post to connections until they are done.
      await servers.webSockets?.close(GRACE_MS);
      await current.deployment.terminate();
      await servers.services.close();
      await database.stop();
    },
  };
};

const factsOf = ({ options, servers, database }: Opened, { application, issuesTokens }: Release): RunnerFacts => {
  const { port, services, local } = servers;
  return {
    url: `http://${ownHost(options.host)}:${port}`,
    port,
    networkUrls: networkAddresses(options.host).map((address) => `http://${address}:${port}`),
    webSocketUrl: local.webSocketEndpoint.replace(/^http/, 'ws'),
    servicesUrl: services.url,
    database,
    application,
    issuesTokens,
  };
};

/** @returns what makes the runner unknown again */
const makeKnown = ({ options, project, reporter }: Opened, facts: RunnerFacts): (() => void) => {
  const { port, url, servicesUrl, database } = facts;
  const { template, folder } = options;
  const known = { pid: process.pid, port, url, servicesUrl, databaseUrl: database.endpoint, template };
  return announce(folder, known, (reason) =>
    reporter.logError(`Commands such as ${commandName(project, 'invoke')} will not find this runner: ${reason}`),
  );
};

/** What a change of is served anew: the sources of the project, or the code itself where nothing is built. */
const watched = ({ options, project }: Opened, { root, functions }: Application) => {
  const sources = options.builds ? project.watch : undefined;
  return {
    folders: sources
      ? sources.filter((folder) => existsSync(folder))
      : [...new Set(functions.map(({ codeUri }) => resolve(root, codeUri)))],
    files: [options.template],
  };
};
