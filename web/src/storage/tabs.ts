/** The tabs of this browser that have this page open, as far as one of them can know. */
export type Tabs = {
  /** This tab's name, until it is closed or loaded anew. */
  id: string;
  /**
   * Calls when a tab is no more, in one of those who asked: nobody else is called before it is done. At once for one that
   * is no more already.
   */
  whenGone(tab: string, call: () => void, signal: AbortSignal): void;
};

/** What of `navigator.locks` is used. */
type Locks = { request(name: string, options: { signal?: AbortSignal }, call: () => unknown): Promise<unknown> };

const lockOf = (tab: string): string => `whiteboard:tab:${tab}`;

/**
 * By locks, which a tab holds as long as it lives, however it ends. Source: https://www.w3.org/TR/web-locks/
 * @param id unique
 */
export const tabsByLocks = (locks: Locks, id: string): Tabs => {
  locks.request(lockOf(id), {}, () => new Promise(() => {})).catch(() => undefined);
  return {
    id,
    whenGone: (tab, call, signal) => {
      locks.request(lockOf(tab), { signal }, () => call()).catch(() => undefined);
    },
  };
};

type Question = { ask: string } | { here: string };

/** What of a BroadcastChannel is used. */
type Channel = {
  postMessage(question: Question): void;
  addEventListener(type: 'message', listener: (event: { data: Question }) => void): void;
};

/** Another tab that lives answers in this time, milliseconds; a tab that is there is asked again after the second. */
const ANSWER_MS = 1_000;
const AGAIN_MS = 5_000;

/**
 * By asking around, where there are no locks: on pages that are not secure. Of two tabs that ask at the same moment both
 * may be called; what they send twice then, the server knows by its key.
 */
export const tabsByAsking = (channel: Channel, id: string): Tabs => {
  const heard = new Set<string>();
  channel.addEventListener('message', ({ data }) => {
    if ('here' in data) heard.add(data.here);
    else if (data.ask === id) channel.postMessage({ here: id });
  });
  const whenGone: Tabs['whenGone'] = (tab, call, signal) => {
    if (signal.aborted) return;
    heard.delete(tab);
    channel.postMessage({ ask: tab });
    setTimeout(() => {
      if (signal.aborted) return;
      if (heard.has(tab)) setTimeout(() => whenGone(tab, call, signal), AGAIN_MS);
      else call();
    }, ANSWER_MS);
  };
  return { id, whenGone };
};
