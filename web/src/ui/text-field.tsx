import type { TargetedCompositionEvent, TargetedInputEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { admitted, type Limits } from '../board/text.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

const HINTS = {
  cleaned: () => 'Characters that are not allowed were removed.',
  cut: (max: number) => `There is room for ${max.toLocaleString('en')} characters: the rest was left out.`,
};

/**
 * A text field with the server's rules: text is corrected while it is written, and `hint` says so. A composition of an
 * input method is corrected only at its end.
 * @param changed is called for every change
 */
export const useText = (first: string, limits: Limits, changed: (text: string) => void = () => {}) => {
  const [text, setText] = useState(first);
  const [hint, setHint] = useState('');
  /** The text before the current input. */
  const before = useRef(first);
  /** The text in the field, also during a composition. */
  const latest = useRef(first);
  const take = (next: string) => {
    latest.current = next;
    setText(next);
    changed(next);
  };
  const admit = (field: Field) => {
    if (field.value === before.current) return;
    const { text: kept, caret, changed: how } = admitted(before.current, field.value, limits);
    before.current = kept;
    setHint(how ? HINTS[how](limits.max) : '');
    if (kept !== field.value) {
      field.value = kept;
      field.setSelectionRange(caret, caret);
    }
    take(kept);
  };
  const handlers = {
    value: text,
    onInput: (event: TargetedInputEvent<Field>) => {
      if (event.isComposing) take(event.currentTarget.value);
      else admit(event.currentTarget);
    },
    onCompositionEnd: (event: TargetedCompositionEvent<Field>) => admit(event.currentTarget),
  };
  return { latest, hint, handlers };
};

type Props = {
  label: string;
  /** Whether the label is only for screen readers. */
  bare?: boolean;
  first: string;
  max: number;
  changed(text: string): void;
  class?: string;
  placeholder?: string;
  autocomplete?: 'nickname' | 'name';
  required?: boolean;
};

/** A field for one line: a name, a title. */
export const LineField = ({ label, bare = false, first, max, changed, ...rest }: Props) => {
  const { hint, handlers } = useText(first, { lines: 'one', max }, changed);
  return (
    <>
      <label>
        {!bare && label}
        <input {...(bare && { 'aria-label': label })} {...rest} {...handlers} />
      </label>
      {hint && <Hint>{hint}</Hint>}
    </>
  );
};

/** The correction of a text, visible and for screen readers. */
export const Hint = ({ children }: { children: string }) => (
  <span class="hint" role="status">
    {children}
  </span>
);
