import { useRef, useState } from 'preact/hooks';
import type { Mutation } from '../board/mutation.ts';
import type { Unfinished } from '../storage/unfinished.ts';
import { copyFrom } from './copy.ts';

/** The texts in waiting changes. */
const textsIn = (pending: readonly Mutation[]): string[] =>
  pending.flatMap((mutation) => {
    if (mutation.kind === 'post') return [mutation.draft.text];
    return mutation.kind === 'edit' && mutation.patch.text !== undefined ? [mutation.patch.text] : [];
  });

const LeftText = ({ text }: { text: string }) => {
  const [said, setSaid] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    if (area.current) setSaid(await copyFrom(area.current));
  };
  return (
    <li class="left-text">
      <textarea ref={area} readOnly rows={3} dir="auto" aria-label="What you wrote" value={text} />
      <p class="row">
        <button type="button" class="secondary" onClick={copy}>
          Copy
        </button>
        <span role="status">{said}</span>
      </p>
    </li>
  );
};

type Props = { pending: readonly Mutation[]; unfinished: readonly Unfinished[] };

/** Texts that are not on the board, and may never get there, for copying. */
export const LeftTexts = ({ pending, unfinished }: Props) => {
  const texts = [...new Set([...textsIn(pending), ...unfinished.map(({ text }) => text)])];
  if (texts.length === 0) return null;
  return (
    <section>
      <h2>What you wrote</h2>
      <p>It is not on the board. Copy what you still need.</p>
      <ul class="left-texts">
        {texts.map((text) => (
          <LeftText key={text} text={text} />
        ))}
      </ul>
    </section>
  );
};
