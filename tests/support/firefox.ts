import { type Browser, firefox, type Page } from 'playwright-core';

/**
 * A Firefox as it is, not the build that playwright brings: through the WebDriver BiDi that playwright-core has inside for
 * its channels `moz-…`. What that lacks for our tests is added here to objects of playwright's in this process; these are
 * nobody's public interface, so its version is pinned.
 */
type Message = { id?: number; method?: string; params?: Record<string, unknown> };
type Transport = { send(message: Message): void; onmessage?(message: object): void };
type Session = { sessionId: string; send(method: string, params: object): Promise<unknown> };
type Progress = { race<T>(promise: Promise<T>): Promise<T> };
type Mouse = {
  click(progress: Progress, x: number, y: number, options?: { clickCount?: number; delay?: number }): Promise<void>;
  move(progress: Progress, x: number, y: number, options: object): Promise<void>;
};
type BidiPage = {
  _page: { mouse: Mouse };
  _session: Session;
  rawTouchscreen: { tap(progress: Progress, x: number, y: number): Promise<unknown> };
};
type BidiBrowser = { _bidiPages: Map<string, BidiPage>; _browserSession: Session };
type Connect = (transport: Transport, options: object) => Promise<BidiBrowser>;
type Inside = { _connection: { toImpl(object: unknown): unknown } };

const inside = <T>(object: unknown): T => (object as Inside)._connection.toImpl(object) as T;

const TOUCH = { type: 'pointer', id: 'finger', parameters: { pointerType: 'touch' } };
const DOWN = { type: 'pointerDown', button: 0 };
const UP = { type: 'pointerUp', button: 0 };
const to = (x: number, y: number) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 });

const perform = (session: Session, pointer: object, actions: object[]) =>
  session.send('input.performActions', { context: session.sessionId, actions: [{ ...pointer, actions }] });

/** Firefox counts clicks only inside one chain of actions, and playwright taps with nothing. */
const withHands = ({ _page: page, _session: session, rawTouchscreen }: BidiPage): void => {
  const { mouse } = page;
  const click = mouse.click.bind(mouse);
  mouse.click = async (progress, x, y, options = {}) => {
    const { clickCount = 1, delay } = options;
    if (clickCount < 2 || delay) return click(progress, x, y, options);
    await mouse.move(progress, x, y, { forClick: true });
    const clicks = Array.from({ length: clickCount }, () => [DOWN, UP]).flat();
    const pointer = { type: 'pointer', id: 'pw_mouse', parameters: { pointerType: 'mouse' } };
    await progress.race(perform(session, pointer, clicks));
  };
  rawTouchscreen.tap = (progress, x, y) => progress.race(perform(session, TOUCH, [to(x, y), DOWN, UP]));
};

/** Scripts for each page also run in the blank one before it, which has no storage. */
const guarded = (script: Record<string, unknown>): void => {
  const { functionDeclaration: declaration, arguments: given } = script;
  if (given || !/^\(\) => \{ return \(/.test(String(declaration))) return;
  script.functionDeclaration = `() => { try { return (${declaration})() } catch (error) { if (document.URL !== 'about:blank') throw error } }`;
};

/** Hands messages on in their order; the window that one is for is brought to the front first: only there is anything in the focus. */
const inFront = (send: (message: Message) => void, browser: () => BidiBrowser | undefined) => {
  let front: unknown;
  let turn = Promise.resolve();
  return {
    forget: () => {
      front = undefined;
    },
    send: (message: Message): void => {
      const context = message.params?.context;
      turn = turn.then(async () => {
        const session = browser()?._browserSession;
        if (front !== context) await session?.send('browsingContext.activate', { context }).catch(() => undefined);
        front = context;
        send(message);
      });
    },
  };
};

const adapt =
  (connect: Connect): Connect =>
  async (transport, options) => {
    let browser: BidiBrowser | undefined;
    const send = transport.send.bind(transport);
    const input = inFront(send, () => browser);
    transport.send = (message) => {
      const { method, params = {}, id } = message;
      if (method === 'script.addPreloadScript') guarded(params);
      // This one Firefox does not know, and playwright makes no page without an answer.
      if (method === 'emulation.setMediaFeaturesOverride') {
        queueMicrotask(() => transport.onmessage?.({ type: 'success', id, result: {} }));
      } else if (method === 'input.performActions') input.send(message);
      else send(message);
    };
    browser = await connect(transport, options);
    const pages = browser._bidiPages;
    pages.set = (id, page) => {
      input.forget();
      withHands(page);
      return Map.prototype.set.call(pages, id, page) as typeof pages;
    };
    return browser;
  };

/** Starts a stock Firefox. @param executablePath of it @param ownNames more names of this machine */
export const launchFirefox = (executablePath: string, ownNames: string[]): Promise<Browser> => {
  const { _bidiFirefox: type } = inside<{ _bidiFirefox: { connectToTransport: Connect; isAdapted?: true } }>(firefox);
  if (!type.isAdapted) {
    type.isAdapted = true;
    type.connectToTransport = adapt(type.connectToTransport.bind(type));
  }
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath,
    firefoxUserPrefs: { 'dom.w3c_touch_events.enabled': 1, 'network.dns.localDomains': ownNames.join(',') },
  });
};

/** A finger on a page of a stock Firefox. */
export const firefoxFinger = (page: Page) => {
  const { _session: session } = inside<{ delegate: BidiPage }>(page).delegate;
  return {
    down: (x: number, y: number) => perform(session, TOUCH, [to(x, y), DOWN]),
    move: (x: number, y: number) => perform(session, TOUCH, [to(x, y)]),
    up: () => perform(session, TOUCH, [UP]),
  };
};
