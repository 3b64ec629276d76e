import { randomUUID } from 'node:crypto';
import { waitFor } from 'sam-offline/testing/wait-for';
import { boardApi, type Door } from '../../web/src/api/board.ts';
import { type Call, caller } from '../../web/src/api/http.ts';
import { notesOf } from '../../web/src/board/state.ts';
import { openBoard } from '../../web/src/session/board-session.ts';
import type { BoardView } from '../../web/src/session/view.ts';
import { memoryOf } from '../../web/src/storage/memory.ts';
import { tokenFor } from './identity.ts';
import type { LiveStage } from './live-stage.ts';
import { type Network, network } from './network.ts';
import { quickClock } from './page-clock.ts';
import type { Person } from './people.ts';
import { makeBrowser, type TestBrowser } from './tabs.ts';

/** The polling interval of a page without live updates. */
const POLL_MS = 5_000;

/** The door and the person of a page. */
export type Where = {
  door: Door;
  /** Whether the server has live updates. */
  live?: boolean;
  browser?: TestBrowser;
  /** The signed-in person. */
  as?: Person;
  role?: BoardView['role'];
};

/**
 * The API, as a page calls it over a network that a test controls.
 * @param url of the server
 * @param token the bearer token
 */
export const apiOver = (
  net: Network,
  url: string,
  door: Door,
  token = async (): Promise<string | undefined> => undefined,
) => {
  const call: Call = (method, path, init) => {
    const request = caller(net.base(url, method, path), token)(method, path, init);
    net.requests.add(request);
    const forget = () => net.requests.delete(request);
    request.then(forget, forget);
    return request as Promise<never>;
  };
  return boardApi(call, door);
};

/** A person's opened board, over a network that a test can break. */
const openSession = (stage: LiveStage, { door, as, live = false, role = 'writer' }: Where, browser: TestBrowser) => {
  const userId = as?.userId;
  const net = network();
  const signIn = { isOver: false };
  const token = async () =>
    userId &&
    tokenFor(stage.url, 'a page', { claims: { sub: userId }, expired: signIn.isOver, folder: stage.keyFolder });
  const tab = browser.open();
  const memory = memoryOf({ shelf: tab.shelf, tab, userId, door });
  const { now, pass, clock } = quickClock();
  const session = openBoard({
    api: apiOver(net, live ? stage.url : stage.urlWithoutLive, door, token),
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
  /** The board is closed; resolves when it has ended. */
  const close = async () => {
    session.close();
    await Promise.all([tab.closed, net.idle()]);
  };
  return { session, net, signIn, memory, now, pass, close };
};

const openPage = (stage: LiveStage, where: Where) => {
  const { browser = makeBrowser(), door } = where;
  const opened = openSession(stage, where, browser);
  const { session, now, pass } = opened;
  /** Waits for a state of the page, which polls without live updates. */
  const until = <T>(what: string, ask: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> => {
    let asked = 0;
    return waitFor(what, () => {
      asked += 1;
      if (asked % 5 === 0) pass(POLL_MS);
      return ask();
    });
  };
  const notes = () => [...notesOf(session.state.get()).values()];
  const { state, view } = session;
  return {
    ...opened,
    browser,
    until,
    notes,
    texts: () => notes().map(({ text }) => text),
    notices: () => view.get().notices.map(({ text }) => text),
    connected: (connection: string) =>
      until(`the page to be ${connection}`, () => view.get().connection === connection),
    sent: () => until('all changes to be sent', () => state.get().pending.length === 0),
    post: (text: string, more: object = {}) => {
      const key = session.newKey();
      const author = door.kind === 'board' ? {} : { author: 'Ada' };
      const at = new Date(now.ms).toISOString();
      session.change({ kind: 'post', key, draft: { ...author, text, ...more }, at });
      return key;
    },
  };
};

export type BoardPage = ReturnType<typeof openPage>;

/** Opens boards as the page does, without its user interface. All are closed after each test. */
export const useBoards = (stage: LiveStage) => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await stage.idle();
  });
  return {
    open: (where: Where): BoardPage => {
      const page = openPage(stage, where);
      closing.push(page.close);
      return page;
    },
  };
};
