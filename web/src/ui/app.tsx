import { useEffect, useState } from 'preact/hooks';
import type { Door } from '../api/board.ts';
import { BoardScreen } from './board-screen.tsx';
import { BoardsScreen } from './boards-screen.tsx';
import { type Route, routeOf } from './route.ts';
import type { Services } from './services.ts';
import { Sheet } from './sheet.tsx';

const useRoute = (): Route => {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return routeOf(hash);
};

const SignInScreen = ({ services: { signIn, problem: before } }: { services: Services }) => {
  const [problem, setProblem] = useState(before ?? '');
  if (!signIn) return <Sheet title="Nobody can sign in here">This deployment has no page to sign in on.</Sheet>;
  return (
    <Sheet title="Sign in">
      <p>Boards belong to people. Sign in to see yours.</p>
      <button
        type="button"
        class="primary"
        onClick={() => signIn.start(location.hash).catch((error: Error) => setProblem(error.message))}
      >
        Sign in
      </button>
      {problem && <p role="alert">{problem}</p>}
    </Sheet>
  );
};

type Opened = { id: string; title: string; role: 'owner' | 'editor' | 'viewer' };

/** Asks for something first, and shows it, or why it was refused. */
const Loading = <T,>({ load, children }: { load(): Promise<T>; children(value: T): preact.ComponentChildren }) => {
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    load().then(setValue, (error: Error) => setProblem(error.message));
    // Once: who shows something else gives another key.
  }, []);
  if (problem) {
    return (
      <Sheet title="This did not work">
        <p role="alert">{problem}</p>
        <button type="button" class="primary" onClick={() => location.reload()}>
          Try again
        </button>
      </Sheet>
    );
  }
  return value === undefined ? <p class="empty">Opening…</p> : children(value);
};

const Board = ({ services, boardId }: { services: Services; boardId: string }) => (
  <Loading load={() => services.call<Opened>('GET', `/boards/${boardId}?limit=1`)}>
    {({ title, role }) => (
      <BoardScreen door={{ kind: 'board', boardId }} services={services} title={title} standing={role} />
    )}
  </Loading>
);

const Invite = ({ services, token }: { services: Services; token: string }) => {
  const accept = async () => {
    const { id } = await services.call<Opened>('POST', `/invites/${token}/accept`);
    location.replace(`#/boards/${id}`);
    return true;
  };
  return <Loading load={accept}>{() => null}</Loading>;
};

const guestDoor = (route: Extract<Route, { name: 'wall' | 'shared' }>): Door =>
  route.name === 'wall' ? { kind: 'wall' } : { kind: 'shared', token: route.token };

/** The page: by its fragment, a board or one of the pages around the boards. */
export const App = ({ services }: { services: Services }) => {
  const route = useRoute();
  if (route.name === 'wall' || route.name === 'shared') {
    const key = route.name === 'wall' ? 'wall' : route.token;
    const title = route.name === 'wall' ? 'Public wall' : 'Shared board';
    return <BoardScreen key={key} door={guestDoor(route)} services={services} title={title} standing="writer" />;
  }
  if (services.userId === undefined) return <SignInScreen services={services} />;
  if (route.name === 'boards') return <BoardsScreen services={services} />;
  return route.name === 'board' ? (
    <Board key={route.boardId} services={services} boardId={route.boardId} />
  ) : (
    <Invite key={route.token} services={services} token={route.token} />
  );
};
