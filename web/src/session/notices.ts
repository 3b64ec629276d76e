import type { Store } from './store.ts';
import type { BoardView, Notice } from './view.ts';

/** What is only told, at a time. */
const MOST_TOLD = 3;

/** What wants an answer stays until it has one. */
export const asks = ({ tone, action }: Notice): boolean =>
  tone === 'question' || (tone === 'error' && action !== undefined);

/** Tells the person something, and what they may do about it. */
export const noticeBoard = (view: Store<BoardView>) => {
  let last = 0;
  return {
    notify: (text: string, tone: Notice['tone'], action?: Notice['action']): void => {
      last += 1;
      const notice: Notice = { id: last, text, tone, ...(action && { action }) };
      const told = view.get().notices.filter((one) => !asks(one));
      const leaving = new Set(told.slice(0, Math.max(0, told.length + 1 - MOST_TOLD)));
      view.update({ notices: [...view.get().notices.filter((one) => !leaving.has(one)), notice] });
    },
    dismiss: (id: number): void => view.update({ notices: view.get().notices.filter((notice) => notice.id !== id) }),
  };
};

export type NoticeBoard = ReturnType<typeof noticeBoard>;
