import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Color } from '../../../src/domain/color.ts';
import { readingOrder } from '../board/layout.ts';
import type { Position } from '../board/message.ts';
import type { Note } from '../board/state.ts';
import type { BoardActions } from './board-actions.ts';
import type { BoardUi, Editing } from './board-ui.ts';
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

/**
 * The order in which Tab reaches the notes. It stays while a note has the focus: moving an element in the document
 * removes its focus.
 */
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

type EditorProps = Pick<Props, 'acts' | 'guestName'> & { editing: Editing; color?: Color | undefined };

const Editor = ({ editing, color = 'yellow', acts, guestName }: EditorProps) => (
  <NoteEditor
    text={editing.text}
    color={editing.color ?? color}
    task={editing.task ?? false}
    isNew={editing.isNew}
    name={editing.isNew ? guestName : undefined}
    typed={acts.typed}
    save={acts.save}
    cancel={acts.cancel}
  />
);

type ContentProps = Omit<Props, 'notes' | 'places'> & { note: Note; now: number };

/** A note, with its actions while it is selected; or its editor. */
const Content = ({ note, now, hands: { selected, editing, drag }, acts, guestName, canReact }: ContentProps) => {
  const { key } = note;
  if (editing?.key === key && !editing.isNew) {
    return <Editor editing={editing} color={note.color} acts={acts} guestName={guestName} />;
  }
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

/** All notes in their places, and the editor of a new one. */
export const Notes = ({ notes, places, ...rest }: Props) => {
  const { selected, editing, drag } = rest.hands;
  const now = useNow();
  const order = useOrder(places);
  const byKey = new Map(notes.map((note) => [note.key, note]));
  const item = (key: string) => {
    const note = byKey.get(key);
    const place = drag?.key === key ? drag.position : places.get(key);
    if (!note || !place) return null;
    const classes = ['place', selected === key && 'selected', drag?.key === key && 'dragged'].filter(Boolean).join(' ');
    return (
      <li key={key} class={classes} style={at(place)}>
        <Content note={note} now={now} {...rest} />
      </li>
    );
  };
  return (
    <ul class="notes" aria-label="Notes">
      {order.map(item)}
      {editing?.isNew && (
        <li key={`editor ${editing.key}`} class="place selected" style={at(editing.position ?? { x: 0, y: 0 })}>
          <Editor editing={editing} acts={rest.acts} guestName={rest.guestName} />
        </li>
      )}
    </ul>
  );
};
