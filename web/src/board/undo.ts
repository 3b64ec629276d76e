import type { Message, Patch } from './message.ts';
import type { Change } from './mutation.ts';
import type { Note } from './state.ts';

/**
 * The changes that undo a change, in their order.
 * @param before the note as it was shown before the change; undefined for a post
 * @param key for a note that is to be posted again: its old id is used up
 */
export const inverseOf = (change: Change, before: Note | undefined, key: string, at: string): Change[] => {
  if (change.kind === 'post') return [{ kind: 'delete', key: change.key }];
  if (change.kind === 'react') return [{ ...change, given: !change.given }];
  if (!before) return [];
  return change.kind === 'edit' ? [editBack(change, before)] : postAgain(before, key, at);
};

const editBack = ({ key, patch }: Extract<Change, { kind: 'edit' }>, before: Message): Change => {
  const names = Object.keys(patch) as (keyof Patch)[];
  const back = Object.fromEntries(names.map((name) => [name, before[name] ?? null])) as Patch;
  return { kind: 'edit', key, patch: back, ...(patch.text !== undefined && { base: patch.text }) };
};

const postAgain = (before: Note, key: string, at: string): Change[] => {
  const { author, text, color, position, done } = before;
  const draft = { author, text, ...(color && { color }), ...(position && { position }), task: done !== undefined };
  const post: Change = { kind: 'post', key, draft, at };
  return done ? [post, { kind: 'edit', key, patch: { done: true } }] : [post];
};
