/** An opened board, among all open ones in this browser's tabs. Its unsent changes are stored under its name. */
export type Tab = {
  id: string;
  /**
   * Calls when another board has ended, in one of the boards that asked; no other is called before that call is done.
   * If it has ended already, calls at once.
   */
  whenGone(other: string, call: () => void, signal: AbortSignal): void;
  /** Ends it, so that others can take over what it has left. The end of the tab does the same. */
  close(): void;
};

/** The part of `navigator.locks` that is used. */
type Locks = { request(name: string, options: { signal?: AbortSignal }, call: () => unknown): Promise<unknown> };

const lockOf = (id: string): string => `whiteboard:tab:${id}`;

/** By locks, which a tab holds until it ends in any way. Source: https://www.w3.org/TR/web-locks/ */
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

/** The part of BroadcastChannel that is used. */
type Channel = {
  postMessage(question: Question): void;
  addEventListener(type: 'message', listener: (event: { data: Question }) => void): void;
  close(): void;
};

/** The time for open boards to answer, and the time until they are asked again, in milliseconds. */
const ANSWER_MS = 1_000;
const AGAIN_MS = 5_000;

/**
 * By messages between tabs, without locks: on pages that are not secure. If two ask at the same moment, both may be
 * called. The server recognises what they then send twice, by its key.
 * @param channel its own channel
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
