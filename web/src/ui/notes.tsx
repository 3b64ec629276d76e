import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { readingOrder } from '../board/layout.ts';
import type { Position } from '../board/message.ts';
import type { Note } from '../board/state.ts';
import type { BoardActions } from './board-actions.ts';
import type { BoardUi } from './board-ui.ts';
import { NoteCard } from './note.tsx';
import { NoteActions } from './note-actions.tsx';
import { NoteEditor } from './note-editor.tsx';

type Props = {
  notes: readonly Note[];
  places: ReadonlyMap<string, Position>;
  hands: Pick<BoardUi, 'selected' | 'editing' | 'drag'>;
  acts: BoardActions;
  guestName: string | undefined;
  canReact: boolean;
};

const MINUTE_MS = 60_000;

/** The time, for `5 min. ago`. */
const useNow = (): number => {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** The order in which Tab reaches the notes. It stays while one is in a note: moving that in the document takes its focus. */
const useOrder = (places: ReadonlyMap<string, Position>): string[] => {
  const last = useRef<string[]>([]);
  return useMemo(() => {
    const next = readingOrder(places);
    if (document.activeElement?.closest('.notes')) {
      const kept = last.current.filter((key) => places.has(key));
      last.current = [...kept, ...next.filter((key) => !kept.includes(key))];
    } else {
      last.current = next;
    }
    return last.current;
  }, [places]);
};

const at = ({ x, y }: Position) => ({ transform: `translate(${x}px, ${y}px)` });

/** All notes in their places, and the one that is being written. */
export const Notes = ({ notes, places, hands, acts, guestName, canReact }: Props) => {
  const { selected, editing, drag } = hands;
  const now = useNow();
  const order = useOrder(places);
  const byKey = new Map(notes.map((note) => [note.key, note]));
  const editor = (note: Pick<Note, 'color'> | undefined) =>
    editing && (
      <NoteEditor
        text={editing.text}
        color={editing.color ?? note?.color ?? 'yellow'}
        task={editing.task ?? false}
        isNew={editing.isNew}
        name={editing.isNew ? guestName : undefined}
        typed={acts.typed}
        save={acts.save}
        cancel={acts.cancel}
      />
    );
  const content = (note: Note) => {
    const { key } = note;
    if (editing?.key === key && !editing.isNew) return editor(note);
    return (
      <>
        <NoteCard note={note} now={now} mayChange={acts.mayChange(key)} acts={acts} />
        {selected === key && !drag && (
          <NoteActions
            note={note}
            mayChange={acts.mayChange(key)}
            hasReacted={canReact ? (reaction) => acts.hasReacted(key, reaction) : undefined}
            edit={() => acts.edit(key)}
            recolor={(color) => acts.recolor(key, color)}
            setTask={(task) => acts.setTask(key, task)}
            react={(reaction, given) => acts.react(key, reaction, given)}
            remove={() => acts.remove(key)}
          />
        )}
      </>
    );
  };
  const item = (key: string) => {
    const note = byKey.get(key);
    const place = drag?.key === key ? drag.position : places.get(key);
    if (!note || !place) return null;
    const classes = ['place', selected === key && 'selected', drag?.key === key && 'dragged'].filter(Boolean).join(' ');
    return (
      <li key={key} class={classes} style={at(place)}>
        {content(note)}
      </li>
    );
  };
  return (
    <ul class="notes" aria-label="Notes">
      {order.map(item)}
      {editing?.isNew && (
        <li key={`editor ${editing.key}`} class="place selected" style={at(editing.position ?? { x: 0, y: 0 })}>
          {editor(undefined)}
        </li>
      )}
    </ul>
  );
};
