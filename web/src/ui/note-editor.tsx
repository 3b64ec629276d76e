import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Color } from '../../../src/domain/color.ts';
import { AUTHOR_MAX_LENGTH, TEXT_MAX_LENGTH } from '../../../src/domain/limits.ts';
import { looksEmpty } from '../../../src/domain/text.ts';
import { isComposing } from './composing.ts';
import { Swatches } from './note-actions.tsx';
import { Hint, LineField, useText } from './text-field.tsx';

/** The written note. */
export type Written = { text: string; color: Color; task: boolean; name: string };

type Props = {
  text: string;
  color: Color;
  task: boolean;
  isNew: boolean;
  /** The guest's name; undefined for signed-in people. */
  name: string | undefined;
  typed(written: Omit<Written, 'name'>): void;
  save(written: Written): void;
  cancel(written: Omit<Written, 'name'>): void;
};

/** The text that is being written, and its end, which happens only once. */
const useWriting = ({ text: first, name: firstName = '', typed, save, cancel, ...rest }: Props) => {
  const [color, setColor] = useState(rest.color);
  const [task, setTask] = useState(rest.task);
  const [name, setName] = useState(firstName);
  const { latest, hint, handlers } = useText(first, { lines: 'many', max: TEXT_MAX_LENGTH }, (text) =>
    typed({ text, color, task }),
  );
  const over = useRef(false);
  const written = () => ({ text: latest.current, color, task });
  const finish = (then: () => void) => {
    if (over.current) return;
    over.current = true;
    then();
  };
  return {
    ...{ color, task, setTask, setName, hint, handlers },
    choose: (chosen: Color) => {
      setColor(chosen);
      typed({ ...written(), color: chosen });
    },
    done: () => finish(() => (looksEmpty(written().text) ? cancel(written()) : save({ ...written(), name }))),
    abandon: () => finish(() => cancel(written())),
  };
};

/**
 * Whether the focus leaves a form for another element. False when the form itself is removed, for example on a closed
 * board.
 */
const isLeft = (form: HTMLFormElement | null, { relatedTarget }: FocusEvent): boolean => {
  const to = relatedTarget as Node | null;
  // Writing does not end when the window loses the focus or the page is left: the text is stored as it is.
  const isHere = document.hasFocus() && document.visibilityState === 'visible';
  if (!form?.isConnected || form.contains(to)) return false;
  return to !== null || isHere;
};

type FootProps = { isNew: boolean; task: boolean; setTask(task: boolean): void; abandon(): void };

const Foot = ({ isNew, task, setTask, abandon }: FootProps) => (
  <div class="editor-foot">
    {isNew && (
      <label class="check">
        <input type="checkbox" checked={task} onChange={() => setTask(!task)} /> Task
      </label>
    )}
    <button type="button" class="text-button" onClick={abandon}>
      Cancel
    </button>
    <button type="submit" class="primary small">
      Save
    </button>
  </div>
);

const NameField = ({ first, changed }: { first: string; changed(name: string): void }) => (
  <LineField
    class="name"
    label="Your name"
    bare
    placeholder="Your name"
    autocomplete="nickname"
    first={first}
    max={AUTHOR_MAX_LENGTH}
    changed={changed}
  />
);

/** The editor of a note. Leaving it saves the text; Escape discards it. */
export const NoteEditor = (props: Props) => {
  const { text: first, isNew, name: firstName } = props;
  const { color, choose, hint, handlers, setName, done, abandon, ...foot } = useWriting(props);
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  // Before the next key, so that fast typing loses no character.
  useLayoutEffect(() => {
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(first.length, first.length);
  }, [first]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === 'Escape') abandon();
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
      onFocusOut={(event) => {
        if (isLeft(form.current, event)) done();
      }}
      onMouseDown={(event) => {
        // A click on a button leaves the focus in the text: not every browser moves it to the button.
        if (!(event.target as Element).closest('input, textarea, label')) event.preventDefault();
      }}
      onKeyDown={onKeyDown}
    >
      <textarea
        ref={area}
        class="note-text"
        aria-label={isNew ? 'New note' : 'Text of the note'}
        placeholder="Write something…"
        rows={3}
        dir="auto"
        {...handlers}
      />
      {hint && <Hint>{hint}</Hint>}
      {isNew && <Swatches current={color} choose={choose} />}
      {isNew && firstName !== undefined && <NameField first={firstName} changed={setName} />}
      <Foot isNew={isNew} abandon={abandon} {...foot} />
    </form>
  );
};
