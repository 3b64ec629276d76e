import { useState } from 'preact/hooks';
import { COLORS, type Color } from '../../../src/domain/color.ts';
import { REACTIONS, type Reaction } from '../../../src/domain/reaction.ts';
import type { Note } from '../board/state.ts';
import { IconButton } from './icons.tsx';
import { EMOJI } from './words.ts';

type Props = {
  note: Note;
  mayChange: boolean;
  /** Undefined at doors without reactions. */
  hasReacted?: ((reaction: Reaction) => boolean) | undefined;
  edit(): void;
  recolor(color: Color): void;
  setTask(task: boolean): void;
  react(reaction: Reaction, given: boolean): void;
  remove(): void;
};

export const Swatches = ({ current, choose }: { current: Color; choose(color: Color): void }) => (
  <fieldset class="swatches">
    <legend class="unseen">Colour</legend>
    {COLORS.map((color) => (
      <button
        key={color}
        type="button"
        class={`swatch ${color}`}
        aria-label={color}
        aria-pressed={color === current}
        title={color}
        onClick={() => choose(color)}
      />
    ))}
  </fieldset>
);

/** The actions of the selected note, in a small bar below it. */
export const NoteActions = ({ note, mayChange, hasReacted, ...acts }: Props) => {
  const [open, setOpen] = useState<'colors' | 'reactions' | undefined>();
  const toggle = (panel: 'colors' | 'reactions') => () => setOpen(open === panel ? undefined : panel);
  if (!mayChange && !hasReacted) return null;
  return (
    <div class="note-actions">
      <div class="bar" role="toolbar" aria-label="This note">
        {mayChange && <IconButton icon="edit" label="Edit" onClick={acts.edit} />}
        {mayChange && (
          <IconButton icon="palette" label="Colour" pressed={open === 'colors'} onClick={toggle('colors')} />
        )}
        {mayChange && (
          <IconButton
            icon="task"
            label="Task"
            pressed={note.done !== undefined}
            onClick={() => acts.setTask(note.done === undefined)}
          />
        )}
        {hasReacted && (
          <IconButton icon="smile" label="React" pressed={open === 'reactions'} onClick={toggle('reactions')} />
        )}
        {mayChange && <IconButton icon="trash" label="Delete" onClick={acts.remove} />}
      </div>
      {open === 'colors' && (
        <div class="bar">
          <Swatches current={note.color ?? 'yellow'} choose={acts.recolor} />
        </div>
      )}
      {open === 'reactions' && hasReacted && (
        <div class="bar">
          {REACTIONS.map((reaction) => (
            <button
              key={reaction}
              type="button"
              class="icon-button emoji"
              aria-label={reaction}
              aria-pressed={hasReacted(reaction)}
              onClick={() => acts.react(reaction, !hasReacted(reaction))}
            >
              {EMOJI[reaction]}
            </button>
          ))}
        </div>
      )}
    </div>
  );
};
