import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Person } from '../../../src/features/live/frame-schemas.ts';
import type { Position } from '../board/message.ts';
import type { Store } from '../session/store.ts';
import type { BoardUi } from './board-ui.ts';
import { listenToGestures } from './gestures.ts';
import { useStore } from './use-store.ts';
import { hueOf } from './words.ts';

type Props = {
  ui: Store<BoardUi>;
  movable(key: string): Position | undefined;
  dropped(key: string, position: Position): void;
  pointed(position: Position): void;
  write(position: Position): void;
  cursors: ReadonlyMap<string, Position>;
  people: readonly Person[];
  children: ComponentChildren;
};

const Cursors = ({ cursors, people }: Pick<Props, 'cursors' | 'people'>) => (
  <div class="cursors" aria-hidden="true">
    {people.map(({ connectionId, name }) => {
      const at = cursors.get(connectionId);
      return at ? (
        <div
          key={connectionId}
          class={`cursor hue-${hueOf(name, 8)}`}
          style={{ transform: `translate(${at.x}px, ${at.y}px) scale(var(--inverse))` }}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 2l5 12 2-5 5-2z" />
          </svg>
          <span>{name}</span>
        </div>
      ) : null;
    })}
  </div>
);

const GRID = 28;

/** The plane of the notes. It moves and zooms as a whole, behind the page's bars. */
export const Plane = ({ ui, cursors, people, write, children, ...targets }: Props) => {
  const element = useRef<HTMLElement>(null);
  const moving = useRef<HTMLDivElement>(null);
  const { viewport, drag } = useStore(ui);
  const current = useRef(targets);
  current.current = targets;
  useEffect(() => {
    if (!element.current) return undefined;
    return listenToGestures(element.current, ui, {
      movable: (key) => current.current.movable(key),
      dropped: (key, position) => current.current.dropped(key, position),
      pointed: (position) => current.current.pointed(position),
    });
  }, [ui]);
  useLayoutEffect(() => {
    const { x, y, scale } = viewport;
    const inner = moving.current;
    const outer = element.current;
    if (!inner || !outer) return;
    inner.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    inner.style.setProperty('--inverse', String(1 / scale));
    const step = GRID * scale * (scale < 0.5 ? 2 : 1);
    outer.style.backgroundSize = `${step}px ${step}px`;
    outer.style.backgroundPosition = `${x}px ${y}px`;
  }, [viewport]);
  return (
    <main
      ref={element}
      class={`plane ${drag ? 'dragging' : ''}`}
      aria-label="Board"
      onDblClick={(event) => {
        if ((event.target as Element).closest('[data-key], form, .note-actions')) return;
        const { left, top } = event.currentTarget.getBoundingClientRect();
        const { x, y, scale } = ui.get().viewport;
        write({ x: (event.clientX - left - x) / scale, y: (event.clientY - top - y) / scale });
      }}
      onScroll={(event) => event.currentTarget.scrollTo(0, 0)}
    >
      <div ref={moving} class="moving">
        {children}
        <Cursors cursors={cursors} people={people} />
      </div>
    </main>
  );
};
