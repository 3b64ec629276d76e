import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Color } from '../board/message.ts';
import { Swatches } from './note-actions.tsx';

/** What was written. */
export type Written = { text: string; color: Color; task: boolean; name: string };

type Props = {
  text: string;
  color: Color;
  isNew: boolean;
  /** How a guest is called; undefined for who is signed in. */
  name: string | undefined;
  typed(text: string): void;
  save(written: Written): void;
  cancel(): void;
};

const MAX_TEXT = 4_000;
const MAX_NAME = 64;

/** Where a note is written. Leaving it saves; Escape does not. */
export const NoteEditor = ({ text: first, color: firstColor, isNew, name: firstName, typed, save, cancel }: Props) => {
  const [text, setText] = useState(first);
  const [color, setColor] = useState(firstColor);
  const [task, setTask] = useState(false);
  const [name, setName] = useState(firstName ?? '');
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const over = useRef(false);
  // Before the next key: who writes fast shall lose none.
  useLayoutEffect(() => {
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(first.length, first.length);
  }, [first]);
  const finish = (then: () => void) => {
    if (over.current) return;
    over.current = true;
    then();
  };
  const done = () => finish(() => (text.trim() === '' ? cancel() : save({ text, color, task, name: name.trim() })));
  const left = (event: FocusEvent) => {
    const to = event.relatedTarget as Node | null;
    // When the window itself loses the focus, nothing is over.
    if (!form.current?.contains(to) && (to || document.hasFocus())) done();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') finish(cancel);
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) done();
  };
  return (
    <form
      ref={form}
      class={`note editor ${color}`}
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
      onFocusOut={left}
      onMouseDown={(event) => {
        // A click on a button leaves the focus where one writes: not every browser gives it to the button.
        if (!(event.target as Element).closest('input, textarea, label')) event.preventDefault();
      }}
      onKeyDown={onKeyDown}
    >
      <textarea
        ref={area}
        class="note-text"
        aria-label={isNew ? 'New note' : 'Text of the note'}
        placeholder="Write something…"
        maxLength={MAX_TEXT}
        rows={3}
        dir="auto"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          typed(event.currentTarget.value);
        }}
      />
      {isNew && <Swatches current={color} choose={setColor} />}
      {isNew && firstName !== undefined && (
        <input
          class="name"
          aria-label="Your name"
          placeholder="Your name"
          autocomplete="nickname"
          maxLength={MAX_NAME}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      )}
      <div class="editor-foot">
        {isNew && (
          <label class="check">
            <input type="checkbox" checked={task} onChange={() => setTask(!task)} /> Task
          </label>
        )}
        <button type="button" class="text-button" onClick={() => finish(cancel)}>
          Cancel
        </button>
        <button type="submit" class="primary small">
          Save
        </button>
      </div>
    </form>
  );
};
