import type { BoardApi } from '../api/board.ts';
import type { Change, Mutation, Problem } from '../board/mutation.ts';
import { adopted, type BoardState, EMPTY, idOf, keyOf, mutated, notesOf, ownKey } from '../board/state.ts';
import { type LiveClient, type LiveStatus, liveClient } from '../live/client.ts';
import type { Clock } from '../live/connection.ts';
import type { Socket } from '../live/protocol.ts';
import type { Memory } from '../storage/memory.ts';
import { applyChanges } from './changes.ts';
import { isNameless, isSignedOut } from './delivery.ts';
import { loading } from './loading.ts';
import { noticeBoard } from './notices.ts';
import { outbox } from './outbox.ts';
import { presence } from './presence.ts';
import { rescue } from './rescue.ts';
import { createStore } from './store.ts';
import { takeover } from './takeover.ts';
import { undoing } from './undoing.ts';
import { type BoardView, FIRST_VIEW } from './view.ts';

export type SessionOptions = {
  api: BoardApi;
  memory: Memory;
  clock: Clock;
  open(url: string): Socket;
  random(): number;
  unique(): string;
  visible(): boolean;
  userId: string | undefined;
  /** Whether posts name who wrote them: at doors without an account. */
  named: boolean;
  /** How who looks is called where nobody has an account. */
  guestName(): string;
  view: Partial<BoardView>;
};

const SIGNED_OUT = 'You are no longer signed in. Sign in again: what you wrote is kept until then.';
const NOT_KEPT = 'This browser keeps nothing: what is not sent yet is lost when you close this tab.';
/** Pointing is told this often at most; the server passes on 10 a second (L9). */
const CURSOR_MS = 120;

/** An opened board: its state, what is shown of it, and what one can do to it. */
export type BoardSession = ReturnType<typeof openBoard>;

/** Opens a board: reads it, keeps it up to date live or, where that is not to be had, by reading it again and again. */
export const openBoard = (options: SessionOptions) => {
  const { api, memory, clock } = options;
  const state = createStore<BoardState>(EMPTY);
  const view = createStore<BoardView>({ ...FIRST_VIEW, ...options.view });
  const { notify, dismiss } = noticeBoard(view);
  let status: LiveStatus = 'connecting';
  /** Since live updates were last there, or never were. */
  let isConnecting = true;
  let client: LiveClient | undefined;
  let pointed = false;
  let closed = false;

  const isOver = () => closed || view.get().connection === 'closed';
  const isLive = (): boolean => status === 'live';
  const kick = () => {
    if (!isOver()) sending.kick();
  };
  const newKey = () => ownKey(options.unique());

  /** The board is no longer open to this person: what is on it goes; what they wrote stays. */
  const shut = (problem: string, signedOut = false) => {
    view.update({ problem, signedOut, connection: 'closed', people: [], you: undefined, cursors: new Map() });
    state.set({ ...EMPTY, pending: state.get().pending, posted: state.get().posted });
    client?.stop();
    reading.stop();
    sending.stop();
  };
  const reading = loading({
    state,
    view,
    api,
    clock,
    visible: options.visible,
    isLive,
    isConnecting: () => isConnecting,
    isOver,
    polled: kick,
    refused: (problem: Problem) => (isSignedOut(problem) ? shut(SIGNED_OUT, true) : shut(problem.detail)),
  });

  const add = (change: Change, undoingOther = false): Mutation => {
    const key = keyOf(state.get(), change.key);
    const mutation: Mutation = { ...change, key, id: options.unique(), ...(undoingOther && { undoing: true }) };
    if (change.kind === 'react') memory.setReacted(idOf(state.get(), change.key) ?? '', change.reaction, change.given);
    state.set(mutated(state.get(), mutation));
    kick();
    return mutation;
  };
  const undo = undoing({
    state,
    memory,
    notify,
    add,
    newKey,
    now: clock.now,
    author: options.named ? undefined : options.userId,
  });
  /** Carries a change out: at once on the screen, and on the server as soon as it can be reached. @returns its id */
  const carryOut = (change: Change): string => {
    const before = notesOf(state.get()).get(keyOf(state.get(), change.key));
    const mutation = add(change);
    undo.note(mutation, before);
    return mutation.id;
  };
  const kept = rescue({ state, view, memory, notify, unique: options.unique, change: carryOut });

  const sending = outbox({
    state,
    api,
    memory,
    clock,
    ask: async (message) => client?.ask(message),
    isLive,
    reads: reading.reads,
    refused: (mutation, problem) => {
      undo.forget(mutation.id);
      kept.refused(mutation, problem);
    },
    delayed: (problem) => {
      if (isNameless(problem)) view.update({ nameless: true });
      else if (isSignedOut(problem)) shut(SIGNED_OUT, true);
      else notify(`Not sent yet: ${problem.detail} It is kept, and sent later.`, 'info');
    },
    unreachable: () => {
      if (!isLive()) view.update({ connection: 'offline' });
    },
  });

  const unwatch = state.subscribe(() => {
    if (memory.outbox.keep(state.get()) || !view.get().keeps) return;
    view.update({ keeps: false });
    notify(NOT_KEPT, 'error');
  });
  const stopTakeover = takeover({
    memory,
    changed: () => view.update({ remembered: view.get().remembered + 1 }),
    waiting: (waiting) => {
      state.set(adopted(state.get(), waiting));
      kick();
    },
    unfinished: kept.found,
  });

  const changed = (next: LiveStatus) => {
    status = next;
    if (next === 'live') {
      isConnecting = false;
      reading.stop();
      // What a poll is reading right now is older than what the connection brought.
      reading.outdate();
      view.update({ connection: 'live', loaded: true });
      kick();
      return;
    }
    view.update({ people: [], you: undefined, cursors: new Map() });
    if (next === 'connecting') return;
    isConnecting = false;
    if (view.get().connection === 'live') view.update({ connection: 'connecting' });
    reading.poll();
  };
  client = liveClient({
    ticket: () => api.ticket(options.guestName()),
    open: options.open,
    clock,
    random: options.random,
    handlers: {
      load: reading.reset,
      changes: (changes) => applyChanges({ state, view, shut }, changes, options.userId),
      ...presence(view),
    },
    status: changed,
  });
  reading.poll();

  return {
    userId: options.userId,
    state,
    view,
    change: carryOut,
    undo: undo.undo,
    notify,
    dismiss,
    resume: kept.resume,
    newKey,
    /** Tells the others where one points. */
    point: (x: number, y: number) => {
      if (pointed || !isLive()) return;
      pointed = true;
      clock.after(CURSOR_MS, () => {
        pointed = false;
      });
      client?.cursor(Math.round(x), Math.round(y));
    },
    /** One is called otherwise now: connects anew under that name, and sends what waited for one. */
    renamed: () => {
      view.update({ nameless: false });
      client?.drop();
      kick();
    },
    online: () => {
      client?.retry();
      reading.poll();
      kick();
    },
    offline: () => {
      if (isOver()) return;
      view.update({ connection: 'offline' });
      client?.drop();
    },
    close: () => {
      closed = true;
      stopTakeover();
      reading.stop();
      client?.stop();
      // What is on its way is answered first: whoever takes over what is left must not send it again.
      sending.stop().finally(() => {
        unwatch();
        memory.close();
      });
    },
  };
};
