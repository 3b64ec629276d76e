import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { boardApi, type Door, pathOf } from '../api/board.ts';
import { layOut } from '../board/layout.ts';
import type { Position } from '../board/message.ts';
import { fitted, zoomedAt } from '../board/viewport.ts';
import { openBoard } from '../session/board-session.ts';
import { notesInOrder, unsentCount } from '../session/changes.ts';
import { memoryOf } from '../session/memory.ts';
import { type BoardView, mayWrite } from '../session/view.ts';
import { actionsOf } from './board-actions.ts';
import { createUi } from './board-ui.ts';
import { Header } from './header.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { listenToKeys } from './keys.ts';
import { Notes } from './notes.tsx';
import { Notices } from './notices.tsx';
import { Plane } from './plane.tsx';
import type { Services } from './services.ts';
import { ShareDialog } from './share-dialog.tsx';
import { Toolbar } from './toolbar.tsx';
import { useStore } from './use-store.ts';
import { YouDialog } from './you-dialog.tsx';

/** `standing` is what who looks may do here. */
type Props = { door: Door; services: Services; title: string; standing: BoardView['role'] };

/** A board that opens is shown no smaller than this, even if not all of it fits. */
const READABLE = 0.7;
const INSETS = { top: 84, bottom: 96, side: 28 };
const clock = {
  after: (ms: number, call: () => void) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

const open = ({ door, services, title, standing }: Props) => {
  const memory = memoryOf(localStorage, door);
  const session = openBoard({
    api: boardApi(services.call, door),
    memory,
    clock,
    open: (url) => new WebSocket(url),
    random: Math.random,
    unique: () => crypto.randomUUID(),
    now: () => new Date().toISOString(),
    visible: () => document.visibilityState === 'visible',
    userId: services.userId,
    view: { title, role: standing },
  });
  return { memory, session, ui: createUi() };
};

/** One board: the plane with its notes, and the bars around it. */
export const BoardScreen = (props: Props) => {
  const { door, services } = props;
  const [opened] = useState(() => open(props));
  const { memory, session, ui } = opened;
  const state = useStore(session.state);
  const view = useStore(session.view);
  const hands = useStore(ui);
  const notes = useMemo(() => notesInOrder(state), [state]);
  const places = useRef<Map<string, Position>>(new Map());
  places.current = useMemo(() => layOut(notes, places.current), [notes]);
  const guestName = door.kind === 'board' ? undefined : memory.name();
  const acts = useMemo(
    () => actionsOf({ session, ui, memory, places, isGuest: door.kind !== 'board' }),
    [session, ui, memory, door],
  );

  useEffect(() => {
    const back = () => session.online();
    const seen = () => document.visibilityState === 'visible' && session.online();
    window.addEventListener('online', back);
    window.addEventListener('offline', session.offline);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', back);
      window.removeEventListener('offline', session.offline);
      document.removeEventListener('visibilitychange', seen);
      session.close();
    };
  }, [session]);
  useEffect(() => listenToKeys(acts), [acts]);

  const size = () => ({ width: window.innerWidth, height: window.innerHeight });
  const showAll = (least?: number) =>
    ui.update({ viewport: fitted([...places.current.values()], size(), INSETS, least) });
  const middle = { x: window.innerWidth / 2, y: window.innerHeight / 2 };
  const zoom = (factor: number) => ui.update({ viewport: zoomedAt(ui.get().viewport, middle, factor) });
  acts.setView({ showAll: () => showAll(), zoom });

  useEffect(() => {
    if (!view.loaded) return;
    showAll(READABLE);
    acts.resume();
    // Once, when the notes are there for the first time.
  }, [view.loaded]);

  const canReact = door.kind === 'board' && mayWrite(view);
  const { selected, editing, drag } = hands;
  // The same list again while the plane moves: then there is nothing to compare.
  const list = useMemo(
    () => (
      <Notes
        notes={notes}
        places={places.current}
        hands={{ selected, editing, drag }}
        acts={acts}
        guestName={guestName}
        canReact={canReact}
      />
    ),
    [notes, selected, editing, drag, acts, guestName, canReact, view.role, view.you],
  );
  useEffect(() => {
    if (view.rescued > 0) acts.resume();
  }, [view.rescued, acts]);

  const close = () => ui.update({ dialog: undefined });
  const { problem } = view;
  return (
    <>
      <Header
        view={view}
        unsent={unsentCount(state)}
        showShare={view.role === 'owner'}
        share={() => ui.update({ dialog: 'share' })}
        you={() => ui.update({ dialog: 'you' })}
      />
      <Plane
        ui={ui}
        movable={(key) => (acts.mayChange(key) ? places.current.get(key) : undefined)}
        dropped={acts.moveTo}
        pointed={({ x, y }) => session.point(x, y)}
        write={acts.writeAt}
        cursors={view.cursors}
        people={view.people}
      >
        {list}
      </Plane>
      {view.loaded && notes.length === 0 && !hands.editing && !problem && (
        <p class="empty">Nothing here yet. Double-click anywhere, or press N, to write the first note.</p>
      )}
      {problem && (
        <div class="empty" role="alert">
          <p>{problem}</p>
          <a href="#/">Go to the public wall</a>
        </div>
      )}
      <Notices notices={view.notices} heard={view.heard} dismiss={session.dismiss} />
      <Toolbar
        mayWrite={mayWrite(view) && !problem}
        scale={hands.viewport.scale}
        write={acts.write}
        undo={acts.undo}
        zoom={zoom}
        showAll={() => showAll()}
        help={() => ui.update({ dialog: 'help' })}
      />
      {hands.dialog === 'help' && <HelpDialog close={close} />}
      {hands.dialog === 'you' && <YouDialog services={services} name={guestName} rename={acts.rename} close={close} />}
      {hands.dialog === 'share' && <ShareDialog call={services.call} path={pathOf(door)} close={close} />}
    </>
  );
};
