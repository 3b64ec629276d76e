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

/** The route of the address, which is put right where a program has changed it. */
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

/** What a link lets one do is known before anything is offered. */
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
    <p role="alert">
      It is not whole, or was changed on its way. Ask whoever gave it to you for it once more, and copy all of it.
    </p>
    <p class="row">
      <a href={hashOf({ name: 'boards' })}>My boards</a>
      <a href={hashOf({ name: 'wall' })}>The public wall</a>
    </p>
  </Sheet>
);

/** The page: by its fragment, a board or one of the pages around the boards. */
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
