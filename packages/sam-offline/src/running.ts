import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { codeOf, Failure, messageOf } from './failure.ts';
import { PRIVATE, PRIVATE_FOLDER } from './private-file.ts';

/**
 * What commands beside a runner need to know of it. While it runs, it stands in `running/<port>.json` of the
 * data folder: one file for each runner, readable for its user only. A runner that was killed leaves its file, until
 * the next one starts; `findRunners` looks whether there is anybody.
 */
export type RunningRunner = {
  pid: number;
  /** Port of the HTTP API, by which people tell runners from each other. */
  port: number;
  /** Of the HTTP API, without a slash at its end. */
  url: string;
  /** Where the runner's own AWS answers: SQS, SES and Lambda. */
  servicesUrl: string;
  /** Where DynamoDB answers. */
  databaseUrl: string;
  /** Path of the template's file. */
  template: string;
};

const folderIn = (dataFolder: string): string => join(dataFolder, 'running');
const fileOf = (dataFolder: string, port: number): string => join(folderIn(dataFolder), `${port}.json`);

/**
 * Makes a runner known. A folder that cannot be written is no reason not to run: `complain` is told why.
 * @returns what makes it unknown again
 */
export const announce = (dataFolder: string, runner: RunningRunner, complain: (text: string) => void): (() => void) => {
  const file = fileOf(dataFolder, runner.port);
  try {
    mkdirSync(folderIn(dataFolder), { recursive: true, mode: PRIVATE_FOLDER });
    for (const { port, pid } of announced(dataFolder))
      if (!isAlive(pid)) rmSync(fileOf(dataFolder, port), { force: true });
    // At once, and with its own mode whatever an older file has.
    const draft = `${file}.${runner.pid}`;
    writeFileSync(draft, `${JSON.stringify(runner, null, 2)}\n`, { mode: PRIVATE });
    renameSync(draft, file);
  } catch (error) {
    complain(messageOf(error));
  }
  return () => {
    // Another one may have the port by now.
    if (read(file)?.pid === runner.pid) rmSync(file, { force: true });
  };
};

/** Those that stand in the folder. */
const announced = (dataFolder: string): RunningRunner[] =>
  list(folderIn(dataFolder))
    .filter((name) => /^\d+\.json$/.test(name))
    .map((name) => read(join(folderIn(dataFolder), name)))
    .filter((runner) => runner !== undefined);

/** The runners of a data folder that answer, by port. */
export const findRunners = async (dataFolder: string): Promise<RunningRunner[]> => {
  const found = announced(dataFolder).filter(({ pid }) => isAlive(pid));
  const answers = await Promise.all(found.map(({ servicesUrl }) => isOpen(new URL(servicesUrl))));
  return found.filter((_, place) => answers[place]).sort((a, b) => a.port - b.port);
};

/** The usual port, which is meant where nothing else is said. */
export const DEFAULT_PORT = 3000;

/**
 * The runner that a command is about: that of a port, or the only one, or that of the usual port.
 * @returns undefined when there is none @throws Failure when there are several to choose from
 */
export const chooseRunner = async (dataFolder: string, port?: number): Promise<RunningRunner | undefined> => {
  const runners = await findRunners(dataFolder);
  const [only, second] = runners;
  if (port !== undefined || second) {
    const chosen = runners.find((runner) => runner.port === (port ?? DEFAULT_PORT));
    if (chosen || port !== undefined) return chosen;
    throw new Failure(`Several runners run; choose one with --port ${runners.map((one) => one.port).join(' or ')}.`);
  }
  return only;
};

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const read = (file: string): RunningRunner | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Whether there is such a process; another one may have its number by now. */
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

/** Whether somebody listens there. */
const isOpen = ({ hostname, port }: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
