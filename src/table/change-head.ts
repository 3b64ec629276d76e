import { nowInSeconds } from '../domain/time.ts';
import { headKeys } from './keys.ts';
import { CONSISTENT, getItem } from './kit/read.ts';
import { remove, sendDelete, sendUpdate, update } from './kit/write.ts';

/**
 * The head of a board's changes: the number of the newest change, the position in the stream up to which it was read,
 * and the time until which changes are kept (epoch seconds).
 */
export type Head = { seq: number; readTo?: string; expiresAt: number };

/** Whether the board keeps changes now. */
export const isKept = (head: Head | undefined): head is Head => head !== undefined && head.expiresAt > nowInSeconds();

/** The head of a board that keeps changes. One read unit. */
export const getHead = async (boardId: string): Promise<Head | undefined> => {
  const head = (await getItem(headKeys(boardId), CONSISTENT)) as Head | undefined;
  return isKept(head) ? head : undefined;
};

type HeadUpdate = { set: string; condition: string; values: Record<string, unknown> };

const updateHead = async (boardId: string, { set, ...on }: HeadUpdate): Promise<boolean> =>
  !(await sendUpdate(update(headKeys(boardId), set, on))).refused;

/**
 * Access pattern "keep the changes of a board": from now on, until some time after the last call. Numbers start at the
 * epoch time in milliseconds, so they only grow, even if the board kept no changes for a while. A client with an older
 * number gets a reset.
 * @param seconds for which changes are kept
 */
export const keepChanges = async (boardId: string, seconds: number): Promise<void> => {
  const now = nowInSeconds();
  const values = { ':expiresAt': now + seconds, ':now': now };
  if (await updateHead(boardId, { set: 'SET expiresAt = :expiresAt', condition: 'expiresAt > :now', values })) return;
  await updateHead(boardId, {
    set: 'SET seq = :seq, expiresAt = :expiresAt REMOVE readTo, sweptAt',
    condition: 'attribute_not_exists(PK) OR expiresAt <= :now',
    values: { ...values, ':seq': Date.now() },
  });
};

/** Access pattern "stop keeping the changes of a board". Existing frames are deleted by their time to live. */
export const forgetChanges = async (boardId: string): Promise<void> => {
  await sendDelete(remove(headKeys(boardId)));
};

/**
 * Access pattern "take the turn to look for silent connections": one caller in `pauseMs` gets it.
 * @param now epoch milliseconds
 */
export const takeSweep = (boardId: string, now: number, pauseMs: number): Promise<boolean> =>
  updateHead(boardId, {
    set: 'SET sweptAt = :now',
    condition: 'attribute_exists(PK) AND (attribute_not_exists(sweptAt) OR sweptAt <= :before)',
    values: { ':now': now, ':before': now - pauseMs },
  });

/** The number of a board's newest change; undefined for a board that keeps no changes. */
export const newestSeq = async (boardId: string): Promise<number | undefined> => (await getHead(boardId))?.seq;
