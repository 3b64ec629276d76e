import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { boardApi, type Door } from '../api/board.ts';
import { type BoardSession, openBoard } from '../session/board-session.ts';
import type { Store } from '../session/store.ts';
import type { Standing } from '../session/view.ts';
import { type Memory, memoryOf } from '../storage/memory.ts';
import { type BoardUi, createUi } from './board-ui.ts';
import type { Services } from './services.ts';

/** `standing` is what who looks may do here. */
export type BoardProps = { door: Door; services: Services; title: string; standing: Standing };

/** An opened board, and what the hands do on it. `guestName`: how who looks is called; undefined where that is their profile. */
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
  /** Who is signed in is called as elsewhere at doors without an account, too, until they say otherwise. */
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

/** Tells a board of the network, and of whether somebody looks. @returns what ends that, and the board */
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
  // Only where the browser keeps nothing is there anything to lose.
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

/** Opens a board for as long as it is shown. */
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
