import { render } from 'preact';
import type { ProfileView } from '../../src/features/people/schemas.ts';
import type { PageConfigView } from '../../src/features/site/schemas.ts';
import { caller, Refused } from './api/http.ts';
import type { SignInConfig } from './auth/issuer.ts';
import { randomSecret } from './auth/pkce.ts';
import { type SignIn, signIn } from './auth/sign-in.ts';
import type { TabStorage } from './auth/token-keeper.ts';
import { migrate } from './storage/migration.ts';
import { shelfOn } from './storage/shelf.ts';
import { type Tab, tabByAsking, tabByLocks } from './storage/tabs.ts';
import { App } from './ui/app.tsx';
import type { Services } from './ui/services.ts';

const HOME = `${location.origin}/`;

/** Gets the sign-in configuration. An API without this route has no sign-in. */
const loadConfig = (): Promise<SignInConfig | null> =>
  caller('')<PageConfigView>('GET', '/config.json').then(
    ({ signIn: config }) => config,
    (error: unknown) => {
      if (error instanceof Refused) return null;
      throw error;
    },
  );

/** The storage of this tab. If the browser forbids it, values last until the page is left. */
const tabStorage = (): TabStorage => {
  try {
    return sessionStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  }
};

const newTab = (): Tab => {
  const id = randomSecret().slice(0, 16);
  return navigator.locks ? tabByLocks(navigator.locks, id) : tabByAsking(new BroadcastChannel('whiteboard:tabs'), id);
};

/** Handles a return from the issuer's page. @returns why signing in failed, if it did */
const returned = async (service: SignIn): Promise<string | undefined> => {
  const query = new URLSearchParams(location.search);
  if (!query.has('state') || !service.isStarted()) return undefined;
  try {
    const hash = await service.finish(query);
    history.replaceState(null, '', `/${hash}`);
    return undefined;
  } catch (error) {
    history.replaceState(null, '', `/${location.hash || '#/boards'}`);
    return (error as Error).message;
  }
};

const start = async (): Promise<void> => {
  const page = document.getElementById('page');
  if (!page) return;
  const shelf = shelfOn(
    () => localStorage,
    (changed) => {
      const listen = ({ key }: StorageEvent) => changed(key);
      window.addEventListener('storage', listen);
      return () => window.removeEventListener('storage', listen);
    },
  );
  migrate(shelf);
  const service = signIn(loadConfig, HOME, tabStorage());
  const problem = await returned(service);
  const call = caller('', service.token);
  // This renews the token, or ends the sign-in. Without an answer, the person stays signed in.
  await service.token().catch(() => undefined);
  const claims = service.claims();
  const profile = async (): Promise<ProfileView | null | undefined> => {
    if (claims?.sub === undefined) return undefined;
    // Only an answer proves that there is none.
    return call<ProfileView>('GET', '/users/me').catch((error) =>
      error instanceof Refused && error.problem.status === 404 ? null : undefined,
    );
  };
  const show = (services: Services) => render(<App services={services} />, page);
  const services: Services = {
    call,
    signIn: service,
    shelf,
    newTab,
    unique: randomSecret,
    userId: claims?.sub,
    profile: await profile(),
    suggestedName: claims?.name ?? '',
    problem,
    profileChosen: (chosen) => {
      services.profile = chosen;
      show({ ...services });
    },
    signOut: () => {
      service.forget();
      location.assign(HOME);
    },
  };
  show(services);
};

start();
