/**
 * Keeps the order of changes (L12). Each is applied once, in the order of `seq`, even if frames are lost, repeated or
 * reordered. `last` is the seq of the last applied change, undefined before the first read of the board.
 */
export type Sequence<C> = { readonly last: number | undefined; readonly early: ReadonlyMap<number, C> };

type Received<C> = { sequence: Sequence<C>; apply: C[]; gap: boolean };

export const start = <C>(): Sequence<C> => ({ last: undefined, early: new Map() });

/** Changes arrived. Those that cannot be applied yet wait; `gap` means that a change is missing. */
export const received = <C extends { seq: number }>(sequence: Sequence<C>, changes: readonly C[]): Received<C> => {
  const early = new Map(sequence.early);
  for (const change of changes) early.set(change.seq, change);
  return drained({ last: sequence.last, early });
};

/** The board was read again and includes at least all changes up to `seq` (L5, `reset`). */
export const resetTo = <C extends { seq: number }>(sequence: Sequence<C>, seq: number): Received<C> =>
  drained({ last: seq, early: sequence.early });

const drained = <C extends { seq: number }>({ last, early }: Sequence<C>): Received<C> => {
  if (last === undefined) return { sequence: { last, early }, apply: [], gap: false };
  const waiting = new Map([...early].filter(([seq]) => seq > last));
  const apply: C[] = [];
  let next = last;
  for (let change = waiting.get(next + 1); change; change = waiting.get(next + 1)) {
    apply.push(change);
    next += 1;
    waiting.delete(next);
  }
  return { sequence: { last: next, early: waiting }, apply, gap: waiting.size > 0 };
};
