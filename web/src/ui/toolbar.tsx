import type { BoardActions } from './board-actions.ts';
import { Icon, IconButton } from './icons.tsx';

type Props = {
  mayWrite: boolean;
  scale: number;
  acts: Pick<BoardActions, 'write' | 'undo' | 'zoom' | 'showAll' | 'help'>;
};

const STEP = 1.25;

/** The bar at the bottom. */
export const Toolbar = ({ mayWrite, scale, acts: { write, undo, zoom, showAll, help } }: Props) => (
  <footer class="bottom">
    <div class="bar" role="toolbar" aria-label="Board">
      {mayWrite && (
        <button type="button" class="primary" aria-label="New note" onClick={write}>
          <Icon name="plus" /> <span class="wide">New note</span>
        </button>
      )}
      {mayWrite && <IconButton icon="undo" label="Undo my last change" onClick={undo} />}
      <span class="rule" aria-hidden="true" />
      <IconButton icon="minus" label="Zoom out" onClick={() => zoom(1 / STEP)} />
      <button type="button" class="icon-button percent" title="Full size" onClick={() => zoom(1 / scale)}>
        <span class="unseen">Full size, now </span>
        {Math.round(scale * 100)}%
      </button>
      <IconButton icon="plus" label="Zoom in" onClick={() => zoom(STEP)} />
      <IconButton icon="fit" label="Show all notes" onClick={showAll} />
      <span class="rule wide" aria-hidden="true" />
      <IconButton icon="help" label="Help" class="wide" onClick={help} />
    </div>
  </footer>
);
