import { render } from 'preact';
import { caller } from './api/http.ts';
import { type SignIn, type SignInConfig, signIn } from './auth/sign-in.ts';
import { decodeClaims } from './auth/tokens.ts';
import { App } from './ui/app.tsx';
import type { Profile, Services } from './ui/services.ts';

const HOME = `${location.origin}/`;

const configured = async (): Promise<SignIn | undefined> => {
  const config = await caller('')<{ signIn: SignInConfig | null }>('GET', '/config.json').catch(() => undefined);
  return config?.signIn ? signIn(config.signIn, HOME, sessionStorage) : undefined;
};

/** Comes back from the issuer's page, if that is where the browser was. @returns why signing in failed, if it did */
const returned = async (service: SignIn | undefined): Promise<string | undefined> => {
  const query = new URLSearchParams(location.search);
  if (!query.has('state')) return undefined;
  try {
    const hash = await service?.finish(query);
    history.replaceState(null, '', `/${hash ?? '#/'}`);
    return undefined;
  } catch (error) {
    history.replaceState(null, '', '/#/boards');
    return (error as Error).message;
  }
};

const start = async (): Promise<void> => {
  const page = document.getElementById('page');
  if (!page) return;
  const service = await configured();
  const problem = await returned(service);
  const call = caller('', async () => service?.token());
  const token = await service?.token();
  const profile = token === undefined ? undefined : await call<Profile>('GET', '/users/me').catch(() => undefined);
  const show = (services: Services) => render(<App services={services} />, page);
  const services: Services = {
    call,
    signIn: service,
    userId: token === undefined ? undefined : decodeClaims(token).sub,
    profile,
    problem,
    profileChosen: (chosen) => show({ ...services, profile: chosen }),
    signOut: () => {
      service?.forget();
      location.assign(HOME);
    },
  };
  show(services);
};

start();
