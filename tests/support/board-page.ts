import { randomUUID } from 'node:crypto';
import { boardApi, type Door } from '../../web/src/api/board.ts';
import { type Call, caller } from '../../web/src/api/http.ts';
import { notesOf } from '../../web/src/board/state.ts';
import { openBoard } from '../../web/src/session/board-session.ts';
import type { BoardView } from '../../web/src/session/view.ts';
import { memoryOf } from '../../web/src/storage/memory.ts';
import { tokenFor } from './identity.ts';
import type { LiveStage } from './live-stage.ts';
import { type Network, network } from './network.ts';
import type { Person } from './people.ts';
import { makeBrowser, type TestBrowser } from './tabs.ts';
import { waitFor } from './wait-for.ts';

/** Waits that go on for ever, as between pings, do not come to their end by themselves. Milliseconds. */
const LONG_MS = 10_000;
/** All others are over so many times sooner. */
const FASTER = 100;

/** Where a page is opened, and by whom. */
export type Where = {
  door: Door;
  /** Whether the server has live updates. */
  live?: boolean;
  browser?: TestBrowser;
  /** Who is signed in. */
  as?: Person;
  role?: BoardView['role'];
};

/** The API, as a page calls it over a network that a test holds. @param url of the server @param token the bearer token */
export const apiOver = (
  net: Network,
  url: string,
  door: Door,
  token = async (): Promise<string | undefined> => undefined,
) => {
  const call: Call = (method, path, init) => caller(net.base(url, method, path), token)(method, path, init);
  return boardApi(call, door);
};

/** Time that passes faster, or when a test says so. */
const quickClock = () => {
  const now = { ms: Date.now() };
  const timers = new Set<{ ms: number; call: () => void }>();
  const after = (ms: number, call: () => void) => {
    const long = { ms, call };
    if (ms >= LONG_MS) timers.add(long);
    const timer = ms >= LONG_MS ? undefined : setTimeout(call, ms / FASTER);
    return () => {
      clearTimeout(timer);
      timers.delete(long);
    };
  };
  /** The long waits of this length are over. */
  const pass = (ms: number) => {
    for (const timer of [...timers].filter((one) => one.ms === ms)) {
      timers.delete(timer);
      timer.call();
    }
  };
  return { now, pass, clock: { now: () => now.ms, after } };
};

const openPage = (stage: LiveStage, where: Where) => {
  const { browser = makeBrowser(), door, as, live = false, role = 'writer' } = where;
  const userId = as?.userId;
  const net = network();
  const signIn = { isOver: false };
  const token = async () =>
    userId && tokenFor(stage.url, 'a page', { claims: { sub: userId }, expired: signIn.isOver });
  const api = apiOver(net, live ? stage.url : stage.urlWithoutLive, door, token);
  const tab = browser.open();
  const memory = memoryOf({ shelf: tab.shelf, tab, userId, door });
  const { now, pass, clock } = quickClock();
  const session = openBoard({
    api,
    memory,
    clock,
    open: net.open,
    random: () => 0,
    unique: randomUUID,
    visible: () => true,
    userId,
    named: door.kind !== 'board',
    guestName: () => 'Ada',
    view: { role },
  });
  const notes = () => [...notesOf(session.state.get()).values()];
  const { state, view } = session;
  return {
    session,
    net,
    signIn,
    memory,
    browser,
    now,
    pass,
    notes,
    texts: () => notes().map(({ text }) => text),
    notices: () => view.get().notices.map(({ text }) => text),
    connected: (connection: string) =>
      waitFor(`the page to be ${connection}`, () => view.get().connection === connection),
    sent: () => waitFor('all changes to be sent', () => state.get().pending.length === 0),
    post: (text: string, more: object = {}) => {
      const key = session.newKey();
      const author = door.kind === 'board' ? {} : { author: 'Ada' };
      const at = new Date(now.ms).toISOString();
      session.change({ kind: 'post', key, draft: { ...author, text, ...more }, at });
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
export const useBoards = (stage: LiveStage) => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return {
    open: (where: Where): BoardPage => {
      const page = openPage(stage, where);
      closing.push(page.close);
      return page;
    },
  };
};
