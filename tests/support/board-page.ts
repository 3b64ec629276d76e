import { WebSocket } from 'ws';
import type { Door } from '../../web/src/api/board.ts';
import type { Message } from '../../web/src/board/message.ts';
import { notesOf } from '../../web/src/board/state.ts';
import { openBoard } from '../../web/src/session/board-session.ts';
import { memoryOf } from '../../web/src/storage/memory.ts';
import { httpWall } from './http-wall.ts';
import { type LiveServer, startLiveServer } from './live-server.ts';
import { makeBrowser, type TestBrowser } from './tabs.ts';
import { waitFor } from './wait-for.ts';

const NOW = '2026-11-21T12:00:00.000Z';

/** Waits that go on for ever, as between pings, do not come to their end; all others are over at once. Milliseconds. */
const LONG_MS = 10_000;

type Where = { browser?: TestBrowser; door?: Door; userId?: string; server?: ReturnType<typeof httpWall> };

const openPage = (live: LiveServer | undefined, where: Where) => {
  const { browser = makeBrowser(), door = { kind: 'wall' }, userId, server } = where;
  const answerTo = (key: string) => {
    const { message, editToken } = (live?.answerTo(key) ?? {}) as { message?: Message; editToken?: string };
    return message && { ...message, editToken: editToken ?? '' };
  };
  const { wall, api, store } = server ?? httpWall(() => (live?.messages() ?? []) as Message[], answerTo);
  if (live) wall.ticket = { url: live.url };
  const tab = browser.open();
  const memory = memoryOf({ shelf: tab.shelf, tab, userId, door });
  const now = { ms: Date.parse(NOW) };
  const timers = new Set<{ ms: number; call: () => void }>();
  let count = 0;
  const session = openBoard({
    api,
    memory,
    clock: {
      now: () => now.ms,
      after: (ms, call) => {
        const long = { ms, call };
        if (ms >= LONG_MS) timers.add(long);
        const timer = ms >= LONG_MS ? undefined : setTimeout(call, 5);
        return () => {
          clearTimeout(timer);
          timers.delete(long);
        };
      },
    },
    open: (url) => new WebSocket(url),
    random: () => 0,
    unique: () => {
      count += 1;
      return `${tab.id}-${count}`;
    },
    visible: () => true,
    userId,
    named: door.kind !== 'board',
    guestName: () => 'Ada',
    view: { role: 'writer' },
  });
  /** The long waits of this length are over. */
  const pass = (ms: number) => {
    for (const timer of [...timers].filter((one) => one.ms === ms)) {
      timers.delete(timer);
      timer.call();
    }
  };
  const notes = () => [...notesOf(session.state.get()).values()];
  const { state, view } = session;
  return {
    session,
    server: { wall, api, store },
    wall,
    drafts: wall.drafts,
    store,
    memory,
    browser,
    now,
    pass,
    notes,
    texts: () => notes().map(({ text }) => text),
    notices: () => view.get().notices.map(({ text }) => text),
    connected: (connection: string) => waitFor(connection, () => view.get().connection === connection),
    shows: (text: string) => waitFor(text, () => notes().some((note) => note.text === text)),
    sent: () => waitFor('all sent', () => state.get().pending.length === 0),
    post: (text: string, more: object = {}) => {
      const key = session.newKey();
      session.change({ kind: 'post', key, draft: { author: 'Ada', text, ...more }, at: NOW });
      return key;
    },
    /** The board is closed; resolves when it has ended. */
    close: async () => {
      session.close();
      await tab.closed;
    },
  };
};

export type BoardPage = ReturnType<typeof openPage>;

/** Opens boards as the page does, without its look. All of them are closed after each test. */
export const useBoards = () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return {
    open: (live?: LiveServer, where: Where = {}): BoardPage => {
      const page = openPage(live, where);
      closing.push(page.close);
      return page;
    },
    liveServer: async (): Promise<LiveServer> => {
      const server = await startLiveServer();
      closing.push(server.stop);
      return server;
    },
  };
};
