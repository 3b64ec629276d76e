import { Dialog } from './dialog.tsx';

const KEYS: [string, string][] = [
  ['N', 'New note'],
  ['Tab', 'Next note, in reading order'],
  ['Enter', 'Edit the note'],
  ['Ctrl + Enter', 'Save what you write'],
  ['Esc', 'Cancel; let go of the note'],
  ['Arrows', 'Move the note; with Shift in bigger steps'],
  ['Space', 'Tick the task off'],
  ['Delete', 'Delete the note'],
  ['Ctrl + Z', 'Undo your last change'],
  ['+ − 0', 'Zoom in, out, show all notes'],
];

/** The help: keys and gestures. */
export const HelpDialog = ({ close }: { close(): void }) => (
  <Dialog title="Help" close={close}>
    <p>
      Drag the plane to look around, pinch or Ctrl and wheel to zoom. Double-click to write a note, drag a note to move
      it; with a finger, hold it first.
    </p>
    <dl class="keys">
      {KEYS.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
