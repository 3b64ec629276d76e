import { EXPIRY_MIN_SECONDS } from '../../../src/domain/limits.ts';
import type { Reaction } from '../../../src/domain/reaction.ts';
import type { Message, Patch } from './message.ts';
import type { Change } from './mutation.ts';
import type { Note } from './state.ts';

type Context = {
  /** The note before the change; undefined for a post. */
  before: Note | undefined;
  /** The key for a note that is posted again, since its old id cannot be reused. */
  key: string;
  /** Epoch milliseconds. */
  now: number;
  /** Whether posts name their author: at doors without an account. */
  named: boolean;
  /** The person's own reactions to the note. */
  reactions: readonly Reaction[];
};

/**
 * The changes that undo a change, in order. Each has its preconditions, so later changes of others are never
 * overwritten.
 */
export const inverseOf = (change: Change, context: Context): Change[] => {
  const { before } = context;
  if (change.kind === 'post') return [{ kind: 'delete', key: change.key, untouched: true }];
  if (change.kind === 'react') return [{ ...change, given: !change.given }];
  if (!before) return [];
  return change.kind === 'edit' ? [editBack(change, before)] : postAgain(before, context);
};

const editBack = ({ key, patch }: Extract<Change, { kind: 'edit' }>, before: Message): Change => {
  const names = Object.keys(patch) as (keyof Patch)[];
  const back = Object.fromEntries(names.map((name) => [name, before[name] ?? null])) as Patch;
  return { kind: 'edit', key, patch: back, expected: patch };
};

/** The same note under a new id, with everything that a post can contain. */
const postAgain = (before: Note, { key, now, named, reactions }: Context): Change[] => {
  const { author, text, color, position, done, expiresAt } = before;
  const left = expiresAt === undefined ? undefined : Math.ceil((Date.parse(expiresAt) - now) / 1_000);
  const draft = {
    ...(named && { author }),
    text,
    ...(color && { color }),
    ...(position && { position }),
    ...(done !== undefined && { task: true }),
    ...(left !== undefined && { expiresInSeconds: Math.max(EXPIRY_MIN_SECONDS, left) }),
  };
  // An edit adds what a post cannot contain.
  const patch = { ...(done && { done }), ...(expiresAt !== undefined && { expiresAt }) };
  return [
    { kind: 'post', key, draft, at: new Date(now).toISOString() },
    ...(Object.keys(patch).length > 0 ? [{ kind: 'edit' as const, key, patch }] : []),
    ...reactions.map((reaction) => ({ kind: 'react' as const, key, reaction, given: true })),
  ];
};

/** The same changes for a note with a new key. */
export const renamed = (changes: readonly Change[], from: string, to: string): Change[] =>
  changes.map((change) => (change.key === from ? { ...change, key: to } : change));
