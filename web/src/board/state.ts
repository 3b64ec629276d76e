import { isMadeOf, isSatisfied, type Message, patched, reacted } from './message.ts';
import type { Mutation } from './mutation.ts';

/**
 * The state of a board in this page: the messages from the server, and the person's own changes without an answer,
 * oldest first. `notesOf` applies these changes to the messages, for display.
 */
export type BoardState = {
  readonly messages: ReadonlyMap<string, Message>;
  /** Ids of deleted messages. Ids are never reused, so later news about one of them is outdated. */
  readonly gone: ReadonlySet<string>;
  readonly pending: readonly Mutation[];
  /** The ids that the server gave to notes of this page, by key. */
  readonly posted: ReadonlyMap<string, string>;
  /**
   * The version after the person's last change of a message that only they have changed; TOUCHED if another person has
   * changed it.
   */
  readonly own: ReadonlyMap<string, number>;
};

const TOUCHED = -1;

/** A message for display. */
export type Note = Message & { key: string; unsaved: boolean };

export const EMPTY: BoardState = {
  messages: new Map(),
  gone: new Set(),
  pending: [],
  posted: new Map(),
  own: new Map(),
};

/** The id of the message with a key; undefined if the server does not know the message yet. */
export const idOf = (state: BoardState, key: string): string | undefined => {
  const id = state.posted.get(key);
  if (id !== undefined) return id;
  return isOwnKey(key) ? undefined : key;
};

/** The key of the note that shows a message. */
export const keyOf = (state: BoardState, id: string): string =>
  [...state.posted].find(([, postedId]) => postedId === id)?.[0] ?? id;

const OWN = 'new-';
const isOwnKey = (key: string): boolean => key.startsWith(OWN);

/** The key of a note before it is posted. */
export const ownKey = (unique: string): string => `${OWN}${unique}`;

const withMessage = (state: BoardState, message: Message): BoardState => {
  if (state.gone.has(message.id)) return state;
  const known = state.messages.get(message.id);
  if (known && known.version > message.version) return state;
  return { ...state, messages: new Map(state.messages).set(message.id, message) };
};

const withoutMessage = (state: BoardState, id: string): BoardState => {
  const messages = new Map(state.messages);
  messages.delete(id);
  return { ...state, messages, gone: new Set(state.gone).add(id) };
};

const without = (state: BoardState, mutationId: string): BoardState => ({
  ...state,
  pending: state.pending.filter(({ id }) => id !== mutationId),
});

const withPosted = (state: BoardState, key: string, id: string): BoardState => ({
  ...state,
  posted: new Map(state.posted).set(key, id),
});

/**
 * Records a version made by the person's own change. If it does not follow the last own version, another person's
 * change lies between.
 */
const withOwn = (state: BoardState, { id, version }: Message): BoardState => {
  const last = state.own.get(id) ?? 0;
  if (version <= last) return state;
  return { ...state, own: new Map(state.own).set(id, version === last + 1 ? version : TOUCHED) };
};

/** Whether nobody else has changed a note of this page. */
export const isUntouched = (state: BoardState, id: string): boolean =>
  state.own.get(id) === state.messages.get(id)?.version;

/**
 * The board was read again. An own change that the messages already show (its answer was lost) is complete.
 * @param messages all messages of the board
 */
export const loaded = (state: BoardState, messages: readonly Message[]): BoardState => {
  const fresh = messages.filter(({ id }) => !state.gone.has(id));
  const kept = fresh.map((message) => {
    const known = state.messages.get(message.id);
    return known && known.version > message.version ? known : message;
  });
  const next = { ...state, messages: new Map(kept.map((message) => [message.id, message])) };
  // Only the first change of a note: the message says nothing about later changes.
  const isFirst = (mutation: Mutation) => next.pending.find(({ key }) => key === mutation.key) === mutation;
  return { ...next, pending: next.pending.filter((mutation) => !isFirst(mutation) || !isCarriedOut(next, mutation)) };
};

const isCarriedOut = (state: BoardState, mutation: Mutation): boolean => {
  const id = idOf(state, mutation.key);
  const message = id === undefined ? undefined : state.messages.get(id);
  if (mutation.kind === 'edit') return message !== undefined && isSatisfied(message, mutation.patch);
  return mutation.kind === 'delete' && id !== undefined && message === undefined;
};

/** A message was created or changed. @param mutationId the own change that did it, if any */
export const messageChanged = (state: BoardState, message: Message, mutationId?: string): BoardState => {
  const next = withMessage(state, message);
  const own = next.pending.find(({ id }) => id === mutationId);
  if (!own) return next;
  // Wait for the answer to the post: it contains the edit token.
  return own.kind === 'post' ? withPosted(next, own.key, message.id) : withOwn(without(next, own.id), message);
};

/** A message was deleted. */
export const messageDeleted = (state: BoardState, id: string): BoardState => withoutMessage(state, id);

/** Shows an own change at once. */
export const mutated = (state: BoardState, mutation: Mutation): BoardState => ({
  ...state,
  pending: [...state.pending, mutation],
});

/** An own change is sent for the first time. From now on it may have been carried out. @param at epoch milliseconds */
export const sent = (state: BoardState, mutationId: string, at: number): BoardState => ({
  ...state,
  pending: state.pending.map((mutation) =>
    mutation.id === mutationId && mutation.sentAt === undefined ? { ...mutation, sentAt: at } : mutation,
  ),
});

/** Adds changes that another tab has left, after the own ones. */
export const adopted = (
  state: BoardState,
  { pending, posted }: Pick<BoardState, 'pending' | 'posted'>,
): BoardState => ({
  ...state,
  pending: [...state.pending, ...pending],
  posted: new Map([...state.posted, ...posted]),
});

/** The server has carried out an own change. @param message the updated message, if the answer has it */
export const confirmed = (state: BoardState, mutationId: string, message?: Message): BoardState => {
  const mutation = state.pending.find(({ id }) => id === mutationId);
  if (!mutation) return message ? withMessage(state, message) : state;
  const next = without(state, mutationId);
  const id = idOf(state, mutation.key);
  if (mutation.kind === 'delete') return id === undefined ? next : withoutMessage(next, id);
  if (!message) return next;
  const known = mutation.kind === 'post' ? withPosted(next, mutation.key, message.id) : next;
  return withOwn(withMessage(known, message), message);
};

/** Takes back an own change; for a post, also all later changes of the note. */
export const refused = (state: BoardState, mutationId: string): BoardState => {
  const mutation = state.pending.find(({ id }) => id === mutationId);
  if (mutation?.kind !== 'post') return without(state, mutationId);
  return { ...state, pending: state.pending.filter(({ key }) => key !== mutation.key) };
};

/**
 * Whether a message looks like a guest's own post without an answer yet. Only the answer tells which message it is (L11
 * of docs/live-protocol.md), and the message may arrive first. Until the answer, only the post is shown.
 */
export const isHeldBack = (state: BoardState, message: Message): boolean =>
  state.pending.some(
    (mutation) =>
      mutation.kind === 'post' &&
      mutation.sentAt !== undefined &&
      !state.posted.has(mutation.key) &&
      isMadeOf(message, mutation.draft),
  ) && keyOf(state, message.id) === message.id;

/** The messages for display, by key: those of the server, with the own changes applied. */
export const notesOf = (state: BoardState): Map<string, Note> => {
  const keys = new Map([...state.posted].map(([key, id]) => [id, key]));
  const notes = new Map<string, Note>();
  for (const message of state.messages.values()) {
    if (isHeldBack(state, message)) continue;
    const key = keys.get(message.id) ?? message.id;
    notes.set(key, { ...message, key, unsaved: false });
  }
  for (const mutation of state.pending) carryOut(state, notes, mutation);
  return notes;
};

const carryOut = (state: BoardState, notes: Map<string, Note>, mutation: Mutation): void => {
  const { key } = mutation;
  if (mutation.kind === 'post') {
    if (!state.posted.has(key)) notes.set(key, draftNote(mutation));
    return;
  }
  const note = notes.get(key);
  if (!note) return;
  if (mutation.kind === 'delete') notes.delete(key);
  else notes.set(key, { ...carriedOut(note, mutation), key, unsaved: true });
};

const carriedOut = (note: Note, mutation: Extract<Mutation, { kind: 'edit' | 'react' }>): Message =>
  mutation.kind === 'edit' ? patched(note, mutation.patch) : reacted(note, mutation.reaction, mutation.given);

const draftNote = ({ key, draft, at }: Extract<Mutation, { kind: 'post' }>): Note => {
  const { task, author = '', ...content } = draft;
  return {
    id: key,
    key,
    author,
    ...content,
    ...(task && { done: false }),
    createdAt: at,
    version: 0,
    unsaved: true,
  };
};
