import { cut, type Frame, frameAfter, type NumberedEvent, type PlacedEvent } from '../domain/change-log.ts';
import { Refusal } from '../domain/refusal.ts';
import { nowInSeconds } from '../domain/time.ts';
import { getHead, type Head, isKept } from './change-head.ts';
import { changeSort, changesPartition, HEAD_SORT, headKeys } from './keys.ts';
import { CONSISTENT, queryItems } from './kit/read.ts';
import { transact } from './kit/transaction.ts';
import { put, update } from './kit/write.ts';

type StoredFrame = { SK: string; first: number; readTo: string; changes: string; expiresAt: number };

const ATTEMPTS = 5;

const frameOf = ({ changes }: StoredFrame): Frame => {
  const parsed = JSON.parse(changes) as NumberedEvent[];
  return { first: parsed[0]?.seq ?? 0, last: parsed.at(-1)?.seq ?? 0, changes: parsed };
};

/** The newest frames, which can contain a redelivered batch. The batch has at most one frame for each change. */
const framesFrom = async (boardId: string, position: string, batch: number): Promise<Frame[]> => {
  const { items } = await queryItems({
    ...CONSISTENT,
    partition: changesPartition(boardId),
    bounds: { first: changeSort(0), last: HEAD_SORT },
    backwards: true,
    limit: batch + 1,
  });
  const frames = items.filter(({ SK }) => SK !== HEAD_SORT) as unknown as StoredFrame[];
  return frames
    .filter(({ readTo }) => readTo >= position)
    .reverse()
    .map(frameOf);
};

/** Stores the next frame and the head in one transaction. @returns false when the head has changed */
const append = async (boardId: string, head: Head, frame: Frame, readTo: string, seconds: number): Promise<boolean> => {
  const condition = head.readTo === undefined ? 'attribute_not_exists(readTo)' : 'readTo = :before';
  const refused = await transact({
    frame: put({
      PK: changesPartition(boardId),
      SK: changeSort(frame.last),
      first: frame.first,
      readTo,
      changes: JSON.stringify(frame.changes),
      expiresAt: nowInSeconds() + seconds,
    }),
    head: update(headKeys(boardId), 'SET seq = :last, readTo = :readTo', {
      condition: `seq = :seq AND ${condition}`,
      values: { ':seq': head.seq, ':last': frame.last, ':readTo': readTo, ':before': head.readTo },
    }),
  });
  return !refused;
};

/**
 * Access pattern "store the changes of a board": numbers new changes in order. Redelivered changes have their numbers
 * already; their frames are returned too, because they may not have been sent.
 * @param seconds for which changes are kept
 * @returns the frames to send, in order; undefined for a board that keeps no changes
 * @throws Refusal `unavailable`
 */
export const noteChanges = async (
  boardId: string,
  events: readonly PlacedEvent[],
  seconds: number,
): Promise<Frame[] | undefined> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    let head = await getHead(boardId);
    if (!head) return undefined;
    const readTo = head.readTo ?? '';
    const fresh = events.filter(({ position }) => position > readTo);
    const known = fresh.length < events.length;
    const frames = known ? await framesFrom(boardId, events[0]?.position ?? '', events.length) : [];
    let isCurrent = true;
    for (const run of cut(fresh)) {
      const frame = frameAfter(
        head.seq,
        run.map(({ event }) => event),
      );
      const position = run.at(-1)?.position ?? '';
      isCurrent = await append(boardId, head, frame, position, seconds);
      if (!isCurrent) break;
      frames.push(frame);
      head = { ...head, seq: frame.last, readTo: position };
    }
    if (isCurrent) return frames;
  }
  throw new Refusal('unavailable', 'Another function is storing the changes of this board.');
};

/** The missed changes up to `seq`, and whether there are more; or a reset, with the newest `seq`. */
export type Missed = { changes: NumberedEvent[]; seq: number; more: boolean } | { reset: true; seq: number };

/**
 * Access pattern "what have I missed": the changes after `since`, and the head, by one Query of at most 1 MB. Expired
 * changes, and changes that were not kept, cause a reset.
 */
export const changesSince = async (boardId: string, since: number): Promise<Missed> => {
  const { items, next } = await queryItems({
    ...CONSISTENT,
    partition: changesPartition(boardId),
    bounds: { first: changeSort(since + 1), last: HEAD_SORT },
  });
  const more = next !== undefined;
  const found = items.at(-1);
  const head = found?.SK === HEAD_SORT ? (items.pop() as unknown as Head) : undefined;
  const frames = (items as unknown as StoredFrame[]).filter(({ expiresAt }) => expiresAt > nowInSeconds());
  const changes = frames.flatMap((frame) => frameOf(frame).changes).filter(({ seq }) => seq > since);
  const last = since + changes.length;
  const isGapless = changes.every(({ seq }, n) => seq === since + 1 + n) && (more ? last > since : head?.seq === last);
  if (isGapless && (more || isKept(head))) return { changes, seq: last, more };
  const newest = more ? await getHead(boardId) : head;
  return { reset: true, seq: isKept(newest) ? newest.seq : 0 };
};
