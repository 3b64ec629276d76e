import { useEffect, useState } from 'preact/hooks';
import type { OpenBoardView } from '../../../src/features/boards/schemas.ts';
import type { SharedView } from '../../../src/features/links/schemas.ts';
import { BoardScreen } from './board-screen.tsx';
import { BoardsScreen } from './boards-screen.tsx';
import { InviteScreen } from './invite-screen.tsx';
import { Loading } from './loading.tsx';
import { hashOf, type Route, routeOf } from './route.ts';
import type { Services } from './services.ts';
import { Sheet } from './sheet.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

/** The route of the address. An address that a program has changed is corrected. */
const currentRoute = (): Route => {
  const route = routeOf(location.hash);
  if (route.name !== 'unknown' && location.hash !== '' && location.hash !== hashOf(route)) {
    history.replaceState(null, '', hashOf(route));
  }
  return route;
};

const useRoute = (): Route => {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const changed = () => setRoute(currentRoute());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return route;
};

const Board = ({ services, boardId }: { services: Services; boardId: string }) => (
  <Loading load={() => services.call<OpenBoardView>('GET', `/boards/${boardId}`)}>
    {({ title, role }) => (
      <BoardScreen door={{ kind: 'board', boardId }} services={services} title={title} standing={role} />
    )}
  </Loading>
);

/** Gets the rights of a link before it shows actions. */
const Shared = ({ services, token }: { services: Services; token: string }) => (
  <Loading load={() => services.call<SharedView>('GET', `/shared/${token}`)}>
    {({ access }) => (
      <BoardScreen
        door={{ kind: 'shared', token }}
        services={services}
        title="Shared board"
        standing={access === 'write' ? 'writer' : 'reader'}
      />
    )}
  </Loading>
);

const BrokenLink = () => (
  <Sheet title="This link leads nowhere">
    <p role="alert">It is incomplete or was changed. Ask the sender for the link again, and copy all of it.</p>
    <p class="row">
      <a href={hashOf({ name: 'boards' })}>My boards</a>
      <a href={hashOf({ name: 'wall' })}>The public wall</a>
    </p>
  </Sheet>
);

/** The page: its fragment selects a board or another screen. */
export const App = ({ services }: { services: Services }) => {
  const route = useRoute();
  if (route.name === 'unknown') return <BrokenLink />;
  if (route.name === 'wall') {
    return <BoardScreen key="wall" door={{ kind: 'wall' }} services={services} title="Public wall" standing="writer" />;
  }
  if (route.name === 'shared') return <Shared key={route.token} services={services} token={route.token} />;
  if (services.userId === undefined) return <SignInScreen services={services} />;
  if (route.name === 'boards') return <BoardsScreen services={services} />;
  return route.name === 'board' ? (
    <Board key={route.boardId} services={services} boardId={route.boardId} />
  ) : (
    <InviteScreen key={route.token} services={services} token={route.token} />
  );
};
