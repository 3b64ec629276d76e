import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { types } from 'node:util';
import { Failure, messageOf } from '../failure.ts';
import { keepPrivate, PRIVATE_FOLDER } from '../private-file.ts';
import { lockDataFile } from './lock.ts';

/** Where an embedded database has its data, for this process alone. */
export type DataFile = {
  path: string;
  /** Whether there is nothing yet. */
  isNew: boolean;
  /** To be called once the database has it open. */
  opened(): void;
  /** Gives it back, once the database is gone. */
  release(): void;
};

/** The named file. @param holder who takes it: `npm start` @throws Failure when another process has it, or there can be none */
export const takeDataFile = (path: string, holder: string): DataFile => {
  const file = realPath(path);
  if (existsSync(file)) checkFile(file);
  const lock = lockDataFile(file, `${holder} (process ${process.pid})`);
  const isNew = !existsSync(file);
  // SQLite gives the files beside it the mode of this one; those of a run that was killed are there already.
  for (const part of [file, ...[`${file}-wal`, `${file}-shm`].filter(existsSync)]) keepPrivate(part);
  return { path: file, isNew, opened: () => undefined, release: () => lock.release() };
};

/**
 * A file for data that is not to be kept. It is a file because the database's own memory can have no index on the stream's
 * records. Once open it has no name any more, so that it goes with the database however that ends; where the system doesn't
 * allow that, it is removed at the end.
 */
export const passingDataFile = (): DataFile => {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'sam-offline-data-'));
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Windows removes nothing that is open.
    }
  };
  return { path: join(folder, 'data.db'), isNew: true, opened: remove, release: remove };
};

/** Linux keeps files of this folder in memory, where a write waits for no disk. */
const MEMORY = '/dev/shm';
/** Containers often have 64 MB there, which is too little. Bytes. */
const ROOM = 2 ** 30;

const hasRoom = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
};

/** One file is one lock, whatever links lead to it. */
const realPath = (path: string): string => {
  const file = resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
    return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
  } catch (error) {
    throw new Failure(`There can be no data file at ${file} (${messageOf(error)}); ${ELSEWHERE}.`);
  }
};

const ELSEWHERE = 'name another file with --db-path, or keep no data with --memory';

/** @throws Failure for what the database could not open, or would spoil */
const checkFile = (file: string): void => {
  const what = statSync(file);
  if (what.isDirectory()) throw new Failure(`The data file ${file} is a folder; ${ELSEWHERE}.`);
  if (!what.isFile()) throw new Failure(`The data file ${file} is no ordinary file; ${ELSEWHERE}.`);
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new Failure(`The data file ${file} cannot be written (${messageOf(error)}); ${ELSEWHERE}.`);
  }
  if (!isDatabase(file)) throw new Failure(`The data file ${file} is no database, or is damaged; ${ELSEWHERE}.`);
};

const SQLITE_NOTADB = 26;

/** An empty file is one, too. What else may be wrong with a file, the database says when it starts. */
const isDatabase = (file: string): boolean => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    database.exec('PRAGMA schema_version');
    return true;
  } catch (error) {
    return !(types.isNativeError(error) && 'errcode' in error && error.errcode === SQLITE_NOTADB);
  } finally {
    database?.close();
  }
};
