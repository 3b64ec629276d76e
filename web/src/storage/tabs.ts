/**
 * An opened board, among all that are open in this browser: in this tab or in another one. What it keeps until it is sent is
 * kept under its name.
 */
export type Tab = {
  id: string;
  /**
   * Calls when another one is no more, in one of those who asked: nobody else is called before it is done. At once for one
   * that is no more already.
   */
  whenGone(other: string, call: () => void, signal: AbortSignal): void;
  /** It is no more, and what it has left can be taken over. Whatever ends the tab does the same. */
  close(): void;
};

/** What of `navigator.locks` is used. */
type Locks = { request(name: string, options: { signal?: AbortSignal }, call: () => unknown): Promise<unknown> };

const lockOf = (id: string): string => `whiteboard:tab:${id}`;

/** By locks, which are held as long as somebody lives, however that ends. Source: https://www.w3.org/TR/web-locks/ */
export const tabByLocks = (locks: Locks, id: string): Tab => {
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  locks.request(lockOf(id), {}, () => closed).catch(() => undefined);
  return {
    id,
    whenGone: (other, call, signal) => {
      locks.request(lockOf(other), { signal }, call).catch(() => undefined);
    },
    close: () => close(),
  };
};

type Question = { ask: string } | { here: string };

/** What of a BroadcastChannel is used. */
type Channel = {
  postMessage(question: Question): void;
  addEventListener(type: 'message', listener: (event: { data: Question }) => void): void;
  close(): void;
};

/** Who lives answers in this time, milliseconds; who is there is asked again after the second. */
const ANSWER_MS = 1_000;
const AGAIN_MS = 5_000;

/**
 * By asking around, where there are no locks: on pages that are not secure. Of two that ask at the same moment both may be
 * called; what they send twice then, the server knows by its key. @param channel of its own
 */
export const tabByAsking = (channel: Channel, id: string): Tab => {
  const heard = new Set<string>();
  channel.addEventListener('message', ({ data }) => {
    if ('here' in data) heard.add(data.here);
    else if (data.ask === id) channel.postMessage({ here: id });
  });
  const whenGone: Tab['whenGone'] = (other, call, signal) => {
    if (signal.aborted) return;
    heard.delete(other);
    channel.postMessage({ ask: other });
    setTimeout(() => {
      if (signal.aborted) return;
      if (heard.has(other)) setTimeout(() => whenGone(other, call, signal), AGAIN_MS);
      else call();
    }, ANSWER_MS);
  };
  return { id, whenGone, close: () => channel.close() };
};
