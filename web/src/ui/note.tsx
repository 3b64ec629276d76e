import { REACTIONS } from '../../../src/domain/reaction.ts';
import type { Note } from '../board/state.ts';
import { ago, EMOJI } from './words.ts';

export type NoteActs = {
  focus(key: string): void;
  edit(key: string): void;
  tick(key: string, done: boolean): void;
};

const labelOf = (note: Note): string => {
  const task = note.done === undefined ? 'Note' : note.done ? 'Finished task' : 'Open task';
  return `${task} by ${note.author || 'you'}`;
};

const Reactions = ({ reactions }: { reactions: Note['reactions'] }) => {
  const given = REACTIONS.filter((reaction) => reactions?.[reaction]);
  if (given.length === 0) return null;
  return (
    <ul class="reactions" aria-label="Reactions">
      {given.map((reaction) => (
        <li key={reaction} title={reaction}>
          <span aria-hidden="true">{EMOJI[reaction]}</span> <span class="unseen">{reaction}</span>
          {reactions?.[reaction]}
        </li>
      ))}
    </ul>
  );
};

/** A note for reading. Its text is a text node, never markup. */
export const NoteCard = ({
  note,
  now,
  mayChange,
  acts,
}: {
  note: Note;
  now: number;
  mayChange: boolean;
  acts: NoteActs;
}) => {
  const { key, text, author, color = 'yellow', done } = note;
  return (
    <article
      class={`note ${color} ${done ? 'done' : ''} ${note.unsaved ? 'unsaved' : ''} ${mayChange ? 'own' : ''}`}
      // Tab reaches notes in reading order; the help lists their keys.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: notes are used by keyboard
      tabIndex={0}
      aria-label={labelOf(note)}
      data-key={key}
      onFocus={() => acts.focus(key)}
      onDblClick={(event) => {
        event.stopPropagation();
        acts.edit(key);
      }}
    >
      <div class="note-body">
        {done !== undefined && (
          <input
            type="checkbox"
            class="tick"
            aria-label="Done"
            checked={done}
            disabled={!mayChange}
            onChange={() => acts.tick(key, !done)}
          />
        )}
        <p class="note-text" dir="auto">
          {text}
        </p>
      </div>
      <Reactions reactions={note.reactions} />
      <footer class="note-foot">
        <span class="author">{author || 'You'}</span>
        <time dateTime={note.createdAt}>{note.unsaved ? 'saving…' : ago(Date.parse(note.createdAt), now)}</time>
      </footer>
    </article>
  );
};
