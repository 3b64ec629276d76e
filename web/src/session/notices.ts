import type { Store } from './store.ts';
import type { BoardView, Notice } from './view.ts';

/** The most plain notices at a time. */
const MOST_TOLD = 3;

/** Questions stay until they are answered. */
export const asks = ({ tone, action }: Notice): boolean =>
  tone === 'question' || (tone === 'error' && action !== undefined);

/** Shows notices to the person, with an action if there is one. */
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
