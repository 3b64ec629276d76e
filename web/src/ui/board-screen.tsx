import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { pathOf } from '../api/board.ts';
import { layOut } from '../board/layout.ts';
import type { Position } from '../board/message.ts';
import { notesInOrder, unsentCount } from '../session/changes.ts';
import { mayWrite } from '../session/view.ts';
import { actionsOf, type BoardActions } from './board-actions.ts';
import { BoardDialogs } from './board-dialogs.tsx';
import { ClosedBoard } from './closed-board.tsx';
import { Header } from './header.tsx';
import { listenToKeys } from './keys.ts';
import type { Places } from './looking.ts';
import { Notes } from './notes.tsx';
import { Notices } from './notices.tsx';
import { Plane } from './plane.tsx';
import { Toolbar } from './toolbar.tsx';
import { type BoardProps, type OpenedBoard, useBoard } from './use-board.ts';
import { useStore } from './use-store.ts';

/** All actions on the board, by pointer and by key. */
const useActions = (opened: OpenedBoard, { door, services }: BoardProps, places: Places): BoardActions => {
  const { session, memory, ui } = opened;
  const isGuest = door.kind !== 'board';
  const acts = useMemo(
    () => actionsOf({ session, ui, memory, places, isGuest, unique: services.unique }),
    [session, ui, memory, places, isGuest, services.unique],
  );
  useEffect(() => listenToKeys(acts), [acts]);
  return acts;
};

/** Shows all notes when they first appear, and continues an unfinished text. */
const useFirstLook = ({ session }: OpenedBoard, acts: BoardActions) => {
  const { loaded, resumed } = useStore(session.view);
  useEffect(() => {
    if (loaded) acts.lookFirst();
  }, [loaded, acts]);
  useEffect(() => {
    if (!loaded || !resumed) return;
    session.view.update({ resumed: undefined });
    acts.resume(resumed);
  }, [loaded, resumed, acts, session]);
};

/** The notes. While the plane moves it is the same list, so nothing is compared. */
const useNotes = (opened: OpenedBoard, acts: BoardActions, places: Places, isBoard: boolean) => {
  const state = useStore(opened.session.state);
  const view = useStore(opened.session.view);
  const { selected, editing, drag } = useStore(opened.ui);
  const notes = useMemo(() => notesInOrder(state), [state]);
  const placed = useMemo(() => layOut(notes, places.current ?? new Map()), [notes, places]);
  // Before any input is handled: actions apply to what is drawn now.
  useLayoutEffect(() => {
    places.current = placed;
  }, [placed, places]);
  const guestName = opened.guestName();
  const canReact = isBoard && mayWrite(view);
  const list = useMemo(
    () => (
      <Notes
        notes={notes}
        places={placed}
        hands={{ selected, editing, drag }}
        acts={acts}
        guestName={guestName}
        canReact={canReact}
      />
    ),
    [notes, placed, selected, editing, drag, acts, guestName, canReact, view.role, view.you, view.remembered],
  );
  return { list, isEmpty: view.loaded && notes.length === 0 && !editing };
};

/** One board: the plane with its notes, and the bars around it. */
export const BoardScreen = (props: BoardProps) => {
  const { door, services } = props;
  const opened = useBoard(props);
  const { session, memory, ui } = opened;
  const { pending } = useStore(session.state);
  const view = useStore(session.view);
  const { viewport } = useStore(ui);
  const places = useRef<ReadonlyMap<string, Position>>(new Map());
  const acts = useActions(opened, props, places);
  const { list, isEmpty } = useNotes(opened, acts, places, door.kind === 'board');
  useFirstLook(opened, acts);
  if (view.problem) {
    return <ClosedBoard services={services} view={view} pending={pending} unfinished={memory.unfinished.own()} />;
  }
  return (
    <>
      <Header
        view={view}
        unsent={unsentCount(pending)}
        showShare={view.role === 'owner'}
        share={() => ui.update({ dialog: 'share' })}
        you={() => ui.update({ dialog: 'you' })}
      />
      <Plane
        ui={ui}
        movable={(key) => (acts.mayChange(key) ? places.current?.get(key) : undefined)}
        dropped={acts.moveTo}
        pointed={({ x, y }) => session.point(x, y)}
        write={acts.writeAt}
        cursors={view.cursors}
        people={view.people}
      >
        {list}
      </Plane>
      {isEmpty && (
        <p class="empty">
          {mayWrite(view)
            ? 'Nothing here yet. Double-click anywhere, or press N, to write the first note.'
            : 'Nothing here yet.'}
        </p>
      )}
      <Notices notices={view.notices} heard={view.heard} dismiss={session.dismiss} />
      <Toolbar mayWrite={mayWrite(view)} scale={viewport.scale} acts={acts} />
      <BoardDialogs opened={opened} services={services} path={pathOf(door)} rename={acts.rename} />
    </>
  );
};
