import { DatabaseSync } from 'node:sqlite';
import { types } from 'node:util';
import { Failure, messageOf } from '../failure.ts';
import { keepPrivate } from '../private-file.ts';

/** Another process has the data file. */
export class DataFileInUse extends Failure {}

/** Held until released, or until the process is gone. */
export type Lock = { release(): void };

/**
 * Takes a data file for this process, by a write transaction left open on the SQLite file `<file>.lock` beside it: the
 * system gives such a lock to one process only, and takes it back however that process ends. While it is held, others
 * can still read from there who has it.
 * @param file path of the data file; its folder exists
 * @param holder who takes it, for the sentence that another one prints: `npm start (process 4711)`
 * @throws DataFileInUse naming the holder when another process has the file
 * @throws Failure naming the reason why nobody can have it
 */
export const lockDataFile = (file: string, holder: string): Lock => {
  let lock: DatabaseSync | undefined;
  try {
    keepPrivate(`${file}.lock`);
    lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS holder (name TEXT); DELETE FROM holder');
    lock.prepare('INSERT INTO holder VALUES (?)').run(holder);
    lock.exec('COMMIT; BEGIN IMMEDIATE');
    return { release: lock.close.bind(lock) };
  } catch (error) {
    const other = lock && isLocked(error) ? readHolder(lock) : undefined;
    lock?.close();
    const elsewhere = 'choose another file with --db-path, or --memory';
    if (other !== undefined)
      throw new DataFileInUse(`The data file ${file} is in use by ${other}; stop that, or ${elsewhere}.`);
    throw new Failure(`The data file cannot be locked by ${file}.lock (${messageOf(error)}); ${elsewhere}.`);
  }
};

const SQLITE_BUSY = 5;

const isLocked = (error: unknown): boolean =>
  types.isNativeError(error) && 'errcode' in error && error.errcode === SQLITE_BUSY;

/** Unreadable only in the instant in which the other one is writing its name. */
const readHolder = (lock: DatabaseSync): string => {
  try {
    return String(lock.prepare('SELECT name FROM holder').get()?.name ?? 'another process');
  } catch {
    return 'another process';
  }
};
