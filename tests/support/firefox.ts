import { firefox } from 'playwright-core';

/**
 * A stock Firefox instead of playwright's build, through the WebDriver BiDi that playwright-core contains for its
 * channels `moz-…`. Missing features are added here to playwright's objects in this process. These are not a public
 * interface, so its version is pinned.
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
  _page: { mouse: Mouse; browserContext: { _options: { hasTouch?: boolean } } };
  _session: Session;
  rawMouse: { _performActions(progress: Progress, actions: object[]): Promise<unknown> };
  rawTouchscreen: { tap(progress: Progress, x: number, y: number): Promise<unknown> };
};
type BidiBrowser = { _bidiPages: Map<string, BidiPage>; _browserSession: Session };
type Connect = (transport: Transport, options: object) => Promise<BidiBrowser>;
type Inside = { _connection: { toImpl(object: unknown): unknown } };

const inside = <T>(object: unknown): T => (object as Inside)._connection.toImpl(object) as T;

const MOUSE = { type: 'pointer', id: 'pw_mouse', parameters: { pointerType: 'mouse' } };
const TOUCH = { type: 'pointer', id: 'finger', parameters: { pointerType: 'touch' } };
const DOWN = { type: 'pointerDown', button: 0 };
const UP = { type: 'pointerUp', button: 0 };
const to = (x: number, y: number) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 });

const perform = (session: Session, pointer: object, actions: object[]) =>
  session.send('input.performActions', { context: session.sessionId, actions: [{ ...pointer, actions }] });

/**
 * Firefox counts clicks only inside one chain of actions, and playwright cannot tap there. On a touchscreen, mouse
 * actions move a finger.
 */
const withHands = ({ _page: page, _session: session, rawMouse, rawTouchscreen }: BidiPage): void => {
  const { mouse, browserContext } = page;
  const click = mouse.click.bind(mouse);
  mouse.click = async (progress, x, y, options = {}) => {
    const { clickCount = 1, delay } = options;
    if (clickCount < 2 || delay) return click(progress, x, y, options);
    await mouse.move(progress, x, y, { forClick: true });
    const clicks = Array.from({ length: clickCount }, () => [DOWN, UP]).flat();
    await progress.race(perform(session, MOUSE, clicks));
  };
  rawTouchscreen.tap = (progress, x, y) => progress.race(perform(session, TOUCH, [to(x, y), DOWN, UP]));
  const pointer = browserContext._options.hasTouch ? TOUCH : MOUSE;
  rawMouse._performActions = (progress, actions) => progress.race(perform(session, pointer, actions));
};

/** Scripts for each page also run in the blank one before it, which has no storage. */
const guarded = (script: Record<string, unknown>): void => {
  const { functionDeclaration: declaration, arguments: given } = script;
  if (given || !/^\(\) => \{ return \(/.test(String(declaration))) return;
  script.functionDeclaration = `() => { try { return (${declaration})() } catch (error) { if (document.URL !== 'about:blank') throw error } }`;
};

/**
 * Forwards messages in order. It brings a message's window to the front first, because only that window has the focus.
 */
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
      // Firefox does not know this command, and playwright creates no page without an answer.
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

let isAdapted = false;

/** Makes playwright start every stock Firefox this way from now on. */
export const adaptFirefox = (): void => {
  if (isAdapted) return;
  isAdapted = true;
  const { _bidiFirefox: type } = inside<{ _bidiFirefox: object }>(firefox);
  // A browser server has its own types, of the same class.
  const prototype = Object.getPrototypeOf(type) as { connectToTransport: Connect };
  const connect = prototype.connectToTransport;
  prototype.connectToTransport = function (transport, options) {
    return adapt(connect.bind(this))(transport, options);
  };
};
