import { accessSync, constants, mkdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, messageOf } from '../failure.ts';
import { PRIVATE, PRIVATE_FOLDER } from '../private-file.ts';

/** Makes sure that mails can be put into a folder. @throws Failure when they can't */
export const makeOutbox = (folder: string): string => {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (error) {
    throw new Failure(`There can be no outbox at ${folder} (${messageOf(error)}); name another folder with --outbox.`);
  }
};

/**
 * Puts a mail into the outbox folder, whole or not at all: `<time>-<message id>.eml`, so that names go by time.
 * @param time epoch milliseconds
 * @returns the file's path @throws the system's error when the folder can't be written
 */
export const putIntoOutbox = async (
  folder: string,
  { messageId, time, mail }: { messageId: string; time: number; mail: Buffer },
): Promise<string> => {
  // Colons can't be in the name of a file on Windows.
  const file = join(folder, `${new Date(time).toISOString().replaceAll(':', '-')}-${messageId}.eml`);
  const partial = `${file}.partial`;
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  try {
    await writeFile(partial, mail, { mode: PRIVATE });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return file;
};
