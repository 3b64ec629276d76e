/**
 * The order of changes (L12): each is applied once, in the order of `seq`, whatever is lost, repeated or overtaken on
 * its way. `last` is the seq of the last one applied, undefined before the board was read for the first time.
 */
export type Sequence<C> = { readonly last: number | undefined; readonly early: ReadonlyMap<number, C> };

type Received<C> = { sequence: Sequence<C>; apply: C[]; gap: boolean };

export const start = <C>(): Sequence<C> => ({ last: undefined, early: new Map() });

/** Changes arrived. What cannot be applied yet waits; `gap` says that something is missing. */
export const received = <C extends { seq: number }>(sequence: Sequence<C>, changes: readonly C[]): Received<C> => {
  const early = new Map(sequence.early);
  for (const change of changes) early.set(change.seq, change);
  return drained({ last: sequence.last, early });
};

/** The board was read anew and shows all changes up to `seq`, at least (L5, `reset`). */
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
