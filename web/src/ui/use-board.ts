import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { boardApi, type Door } from '../api/board.ts';
import { type BoardSession, openBoard } from '../session/board-session.ts';
import type { Store } from '../session/store.ts';
import type { Standing } from '../session/view.ts';
import { type Memory, memoryOf } from '../storage/memory.ts';
import { type BoardUi, createUi } from './board-ui.ts';
import type { Services } from './services.ts';

/** `standing` is the person's role here. */
export type BoardProps = { door: Door; services: Services; title: string; standing: Standing };

/**
 * An opened board, and the interaction with it. `guestName` is the person's name; undefined if it comes from their
 * profile.
 */
export type OpenedBoard = {
  session: BoardSession;
  memory: Memory;
  ui: Store<BoardUi>;
  guestName(): string | undefined;
};

const clock = {
  now: () => Date.now(),
  after: (ms: number, call: () => void) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

const open = ({ door, title, standing }: BoardProps, services: RefObject<Services>): OpenedBoard => {
  const { call, shelf, newTab, userId, unique } = services.current as Services;
  const memory = memoryOf({ shelf, tab: newTab(), userId, door });
  /** At doors without an account, signed-in people keep their name until they change it. */
  const guestName = () =>
    door.kind === 'board' ? undefined : memory.name() || (services.current?.profile?.displayName ?? '');
  const session = openBoard({
    api: boardApi(call, door),
    memory,
    clock,
    open: (url) => new WebSocket(url),
    random: Math.random,
    unique,
    visible: () => document.visibilityState === 'visible',
    userId,
    named: door.kind !== 'board',
    guestName: () => guestName() ?? '',
    view: { title, role: standing },
  });
  return { memory, session, ui: createUi(), guestName };
};

/**
 * Tells a board about the network and the page's visibility.
 * @returns a function that stops this and closes the board
 */
const follow = (session: BoardSession): (() => void) => {
  const off = new AbortController();
  const { signal } = off;
  window.addEventListener('online', session.online, { signal });
  window.addEventListener('offline', session.offline, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') session.online();
    },
    { signal },
  );
  // Changes can be lost only if the browser stores nothing.
  window.addEventListener(
    'beforeunload',
    (event) => {
      if (!session.view.get().keeps && session.state.get().pending.length > 0) event.preventDefault();
    },
    { signal },
  );
  return () => {
    off.abort();
    session.close();
  };
};

/** Keeps a board open while it is shown. */
export const useBoard = (props: BoardProps): OpenedBoard => {
  const services = useRef(props.services);
  services.current = props.services;
  const [opened] = useState(() => open(props, services));
  const { session } = opened;
  useEffect(() => follow(session), [session]);
  const { profile } = props.services;
  const known = useRef(profile);
  useEffect(() => {
    if (known.current === profile) return;
    known.current = profile;
    session.renamed();
  }, [profile, session]);
  return opened;
};
