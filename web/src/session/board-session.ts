import type { BoardApi } from '../api/board.ts';
import { Refused } from '../api/http.ts';
import type { Change, Mutation, Problem } from '../board/mutation.ts';
import { type BoardState, EMPTY, idOf, loaded, mutated, notesOf, ownKey } from '../board/state.ts';
import { inverseOf } from '../board/undo.ts';
import { type LiveClient, type LiveStatus, liveClient } from '../live/client.ts';
import type { Clock } from '../live/connection.ts';
import type { Socket } from '../live/protocol.ts';
import { applyChanges } from './changes.ts';
import { isSignedOut } from './delivery.ts';
import type { Memory } from './memory.ts';
import { outbox } from './outbox.ts';
import { presence } from './presence.ts';
import { createStore } from './store.ts';
import { type BoardView, FIRST_VIEW, type Notice } from './view.ts';

export type SessionOptions = {
  api: BoardApi;
  memory: Memory;
  clock: Clock;
  open(url: string): Socket;
  random(): number;
  unique(): string;
  now(): string;
  /** Whether somebody looks at the page: if not, nothing is polled. */
  visible(): boolean;
  userId: string | undefined;
  view: Partial<BoardView>;
};

const SIGNED_OUT = 'You are no longer signed in. Sign in again: what you wrote is kept until then.';
const POLL_MS = 5_000;
const MOST_UNDO = 50;
/** Pointing is told this often at most; the server passes on 10 a second (L9). */
const CURSOR_MS = 120;

/** An opened board: its state, what is shown of it, and what one can do to it. */
export type BoardSession = ReturnType<typeof openBoard>;

/** Opens a board: reads it, keeps it up to date live or, where that is not to be had, by reading it again and again. */
export const openBoard = (options: SessionOptions) => {
  const { api, memory, clock } = options;
  const remembered = memory.pending();
  const state = createStore<BoardState>({ ...EMPTY, pending: remembered.pending, posted: new Map(remembered.posted) });
  const view = createStore<BoardView>({ ...FIRST_VIEW, ...options.view });
  const undoable: { mutation: string; inverse: Change[] }[] = [];
  let status: LiveStatus = 'connecting';
  let client: LiveClient | undefined;
  let reads = 0;
  let notices = 0;
  let pointed = false;
  let cancelPoll = () => {};
  let closed = false;
  let resetting = false;

  const notify = (text: string, tone: Notice['tone'], action?: Notice['action']) => {
    notices += 1;
    const notice: Notice = { id: notices, text, tone, ...(action && { action }) };
    view.update({ notices: [...view.get().notices.slice(-2), notice] });
  };
  const dismiss = (id: number) => view.update({ notices: view.get().notices.filter((notice) => notice.id !== id) });

  const isOver = () => closed || view.get().connection === 'closed';
  const fail = (problem: string) => {
    view.update({ problem, connection: 'closed' });
    client?.stop();
    cancelPoll();
  };

  /** Reads all notes. What one's own changes brought meanwhile is newer than what is read: then it is read again. */
  const load = async (): Promise<void> => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const before = state.get().posted;
      reads += 1;
      const own = reads;
      const messages = await api.list();
      if (own !== reads) return;
      if (before !== state.get().posted && attempt < 2) continue;
      state.set(loaded(state.get(), messages));
      view.update({ loaded: true });
      return;
    }
  };

  const isLive = (): boolean => status === 'live';
  const readAgain = async (): Promise<void> => {
    try {
      await load();
      if (isOver() || isLive()) return;
      view.update({ connection: 'polling' });
      sending.kick();
    } catch (error) {
      if (error instanceof Refused) fail(isSignedOut(error.problem) ? SIGNED_OUT : error.message);
      else view.update({ connection: 'offline' });
    }
  };
  const poll = async (): Promise<void> => {
    cancelPoll();
    if (isOver() || isLive()) return;
    if (options.visible() && !resetting) await readAgain();
    cancelPoll();
    if (!isOver() && !isLive()) cancelPoll = clock.after(POLL_MS, poll);
  };

  const refusedNotice = (mutation: Mutation, problem: Problem) => {
    const index = undoable.findIndex((entry) => entry.mutation === mutation.id);
    if (index >= 0) undoable.splice(index, 1);
    if (mutation.kind === 'edit' && problem.code === 'version-mismatch') {
      const { base, ...change } = mutation;
      const again = { label: 'Use mine', run: () => carryOut(change) };
      return notify('Somebody changed this note in the meantime; your text was taken back.', 'error', again);
    }
    if (mutation.kind !== 'post') return notify(`Taken back: ${problem.detail}`, 'error');
    memory.setUnfinished({ key: '', text: mutation.draft.text });
    const again = { label: 'Write again', run: () => view.update({ rescued: view.get().rescued + 1 }) };
    notify(`Taken back: ${problem.detail}`, 'error', again);
  };

  const sending = outbox({
    state,
    api,
    memory,
    ask: async (message) => client?.ask(message),
    isLive,
    isWithoutLive: () => status === 'unavailable',
    reads: () => reads,
    refused: refusedNotice,
    unreachable: () => {
      if (!isLive()) view.update({ connection: 'offline' });
    },
  });

  const add = (change: Change): Mutation => {
    const mutation = { ...change, id: options.unique() };
    if (change.kind === 'react') memory.setReacted(idOf(state.get(), change.key) ?? '', change.reaction, change.given);
    state.set(mutated(state.get(), mutation));
    return mutation;
  };
  /** Carries a change out: at once on the screen, and on the server as soon as it can be reached. */
  const carryOut = (change: Change): void => {
    const before = notesOf(state.get()).get(change.key);
    const inverse = inverseOf(change, before, ownKey(options.unique()), options.now());
    const { id } = add(change);
    undoable.push({ mutation: id, inverse });
    if (undoable.length > MOST_UNDO) undoable.shift();
    sending.kick();
  };
  /** @returns whether there was something to undo */
  const undo = (): boolean => {
    const last = undoable.pop();
    if (!last) return false;
    const shown = notesOf(state.get());
    if (last.inverse[0]?.kind !== 'post' && !shown.has(last.inverse[0]?.key ?? '')) return undo();
    for (const inverse of last.inverse) add(inverse);
    sending.kick();
    return true;
  };

  const unwatch = state.subscribe(() => memory.setPending(state.get().pending, state.get().posted));

  const changed = (next: LiveStatus) => {
    status = next;
    if (next === 'live') {
      cancelPoll();
      // What a poll is reading right now is older than what the connection brought.
      reads += 1;
      view.update({ connection: 'live', loaded: true });
      sending.kick();
      return;
    }
    view.update({ people: [], you: undefined, cursors: new Map() });
    if (next === 'connecting') return;
    if (view.get().connection === 'live') view.update({ connection: 'connecting' });
    poll();
  };
  client = liveClient({
    ticket: () => api.ticket(memory.name()),
    open: options.open,
    clock,
    random: options.random,
    handlers: {
      load: async () => {
        resetting = true;
        await load().finally(() => {
          resetting = false;
        });
      },
      changes: (changes) => applyChanges(state, view, changes, options.userId),
      ...presence(view),
    },
    status: changed,
  });
  poll();

  return {
    userId: options.userId,
    state,
    view,
    change: carryOut,
    undo,
    notify,
    dismiss,
    newKey: () => ownKey(options.unique()),
    /** Tells the others where one points. */
    point: (x: number, y: number) => {
      if (pointed || !isLive()) return;
      pointed = true;
      clock.after(CURSOR_MS, () => {
        pointed = false;
      });
      client?.cursor(Math.round(x), Math.round(y));
    },
    /** Connects anew, under the name that is remembered now. */
    renamed: () => client?.drop(),
    online: () => {
      client?.retry();
      poll();
    },
    offline: () => {
      view.update({ connection: 'offline' });
      client?.drop();
    },
    close: () => {
      closed = true;
      unwatch();
      cancelPoll();
      client?.stop();
    },
  };
};
