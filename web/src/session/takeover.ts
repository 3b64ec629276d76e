import type { Memory } from '../storage/memory.ts';
import type { Waiting } from '../storage/outbox-keeper.ts';
import type { Unfinished } from '../storage/unfinished.ts';

type Options = {
  memory: Memory;
  /** Another tab has changed a stored value. */
  changed(): void;
  waiting(waiting: Waiting): void;
  unfinished(left: readonly Unfinished[]): void;
};

/**
 * Takes over what closed or crashed tabs have left, now and as long as this tab is open.
 * @returns a function that stops it
 */
export const takeover = ({ memory, changed, waiting, unfinished }: Options): (() => void) => {
  const { outbox, unfinished: texts, whenGone, watch } = memory;
  const off = new AbortController();
  const followed = new Set<string>();
  const adopt = (tab: string) => {
    followed.delete(tab);
    if (off.signal.aborted) return;
    const left = outbox.adopt(tab);
    if (left.pending.length > 0) waiting(left);
    const found = texts.adopt(tab);
    if (found.length > 0) unfinished(found);
  };
  const look = () => {
    for (const tab of [...outbox.others(), ...texts.others()]) {
      if (followed.has(tab)) continue;
      followed.add(tab);
      whenGone(tab, () => adopt(tab), off.signal);
    }
  };
  const unwatch = watch(() => {
    look();
    changed();
  });
  look();
  return () => {
    off.abort();
    unwatch();
  };
};
